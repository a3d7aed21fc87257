import type { Json } from '../core/json.ts';
import type { Comparison, Difference } from './comparison.ts';

/** What the report says about the comparison as a whole. */
export interface ReportHead {
  /** `dbt 1.11.16` */
  readonly against: string;
  /** What both did: `compile`, `build`. */
  readonly command: string;
}

/** A text is cut after so many characters. */
const LONGEST = 400;

/** The report for people: counts, then at most `most` differences. */
export function comparisonText(head: ReportHead, comparison: Comparison, most: number): string {
  const { counts, differences } = comparison;
  const rows = counts.map(({ kind, agreed, total }) => [
    kind,
    `${agreed}`,
    `${total}`,
    percent(agreed, total),
  ]);
  const lines = table([['', 'agreed', 'of', ''], ...rows]);
  const shown = most < 0 ? differences : differences.slice(0, most);
  const more = differences.length - shown.length;
  return [
    `${head.command} compared with ${head.against}`,
    '',
    ...lines,
    '',
    differences.length === 0
      ? 'No differences.'
      : `${differences.length} difference${differences.length === 1 ? '' : 's'}:`,
    ...shown.flatMap(differenceLines),
    ...(more > 0 ? [`… and ${more} more: --limit -1 shows all`] : []),
    '',
  ].join('\n');
}

/** The report for machines. */
export const comparisonJson = (head: ReportHead, { counts, differences }: Comparison): string =>
  JSON.stringify({ ...head, counts, differences }, null, 2);

const percent = (agreed: number, total: number): string =>
  agreed === total ? '' : `${(Math.floor((agreed / total) * 1000) / 10).toFixed(1)} %`;

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function differenceLines({ kind, id, path, theirs, ours }: Difference): string[] {
  const name = `  ${kind} ${id}${path === '' ? '' : ` ${path}`}`;
  return [name, `    theirs: ${valueText(theirs)}`, `    ours:   ${valueText(ours)}`];
}

function valueText(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replace(/\s*\n\s*/g, ' ⏎ ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line;
}
