import type { Diff, DiffRow } from './diff.ts';

/** More differing rows than this are only counted. */
const MOST_ROWS = 50;

/**
 * A difference as a table: `→` marks rows with changed cells (`expected → actual`), `---` rows that are expected and
 * did not come, `+++` rows that came and are not expected.
 */
export function diffText(diff: Diff): string {
  const shown = diff.rows.slice(0, MOST_ROWS);
  const lines = [['@@', ...diff.columns], ...shown.map(cellsOf)];
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => width(line[at] ?? ''))));
  const table = lines.map((line) =>
    line
      .map((cell, at) => padded(cell, widths[at] ?? 0))
      .join(' | ')
      .trimEnd(),
  );
  return ['actual differs from expected:', '', ...table, '', legend(diff, shown)].join('\n');
}

function cellsOf(row: DiffRow): string[] {
  switch (row.kind) {
    case 'missing':
      return ['---', ...row.row.map(shownCell)];
    case 'unexpected':
      return ['+++', ...row.row.map(shownCell)];
    case 'changed':
      return [
        '→',
        ...row.expected.map((cell, at) => {
          const actual = row.actual[at] ?? null;
          return cell === actual ? shownCell(cell) : `${shownCell(cell)} → ${shownCell(actual)}`;
        }),
      ];
  }
}

/** A cell on one line; texts that could be taken for something else are quoted. */
function shownCell(cell: string | null): string {
  if (cell === null) return 'null';
  const quoted = cell === '' || cell === 'null' || cell !== cell.trim() || /[\n\r\t]/.test(cell);
  return quoted ? JSON.stringify(cell) : cell;
}

const LEGEND = {
  changed: '→ expected → actual',
  missing: '--- expected, but not there',
  unexpected: '+++ there, but not expected',
} as const;

function legend({ rows, equal }: Diff, shown: readonly DiffRow[]): string {
  const kinds = (['changed', 'missing', 'unexpected'] as const).filter((kind) =>
    rows.some((row) => row.kind === kind),
  );
  const more = rows.length - shown.length;
  return [
    ...kinds.map((kind) => LEGEND[kind]),
    ...(more > 0 ? [`${more} more rows differ`] : []),
    ...(equal > 0 ? [`${equal} ${equal === 1 ? 'row is' : 'rows are'} as expected`] : []),
  ].join('; ');
}

/** How wide a text is: wide letters take two columns. */
const width = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (/\p{Mn}/u.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1), 0);

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

const padded = (text: string, wanted: number): string => text + ' '.repeat(Math.max(0, wanted - width(text)));
