import type { EventOf, NodeSummary } from '../../core/events.ts';
import { hasFailed, type NodeResult } from '../../core/result.ts';
import type { Colors } from '../console/colors.ts';
import { compiledPlace } from '../dbt/compiled-place.ts';
import { countResults } from '../dbt/summary-lines.ts';

/** Nodes faster than this are not worth naming. */
const SLOW_SECONDS = 1;
const MOST_SLOW = 3;

/** The account of a run: counts and time, the slowest nodes, what failed and where its SQL is. */
export function accountOf(
  { kind, results, seconds, cancelled }: EventOf<'run:end'>,
  known: ReadonlyMap<string, NodeSummary>,
  compiledFolder: string,
  colors: Colors,
): string {
  const failed = results.filter(hasFailed);
  const lines = [
    ...slowLines(results, known, colors),
    ...failed.map((result) => failedLine(result, known, compiledFolder, colors)),
  ];
  if (kind === 'compile' || kind === 'docs generate') return lines.join('\n');
  const place = compiledPlace(results, (id) => known.get(id), compiledFolder);
  if (place !== null) lines.push(colors.dim(place));
  return [...lines, countLine(results, seconds, cancelled, colors)].join('\n');
}

function slowLines(
  results: readonly NodeResult[],
  known: ReadonlyMap<string, NodeSummary>,
  colors: Colors,
): string[] {
  const slow = results
    .filter((result) => result.seconds >= SLOW_SECONDS)
    .toSorted((a, b) => b.seconds - a.seconds);
  if (slow.length === 0 || results.length <= MOST_SLOW) return [];
  const named = slow
    .slice(0, MOST_SLOW)
    .map(({ id, seconds }) => `${known.get(id)?.description ?? id} ${seconds.toFixed(1)}s`);
  return [colors.dim(`slowest: ${named.join(' · ')}`)];
}

function failedLine(
  result: NodeResult,
  known: ReadonlyMap<string, NodeSummary>,
  folder: string,
  colors: Colors,
): string {
  const node = known.get(result.id);
  const path =
    node?.sqlPath != null && result.compiledCode !== null
      ? `  ${colors.dim(`compiled code at ${folder}/${node.sqlPath}`)}`
      : '';
  return `${colors.red('✗')} ${node?.description ?? result.id}${path}`;
}

function countLine(
  results: readonly NodeResult[],
  seconds: number,
  cancelled: boolean,
  colors: Colors,
): string {
  const { pass, warn, error, skip, noop, total } = countResults(results);
  const words = `Done. PASS=${pass} WARN=${warn} ERROR=${error} SKIP=${skip} NO-OP=${noop} TOTAL=${total}`;
  const paint = error > 0 ? colors.red : warn > 0 || cancelled ? colors.yellow : colors.green;
  return `${cancelled ? `${colors.yellow('Cancelled.')} ` : ''}${paint(words)} ${colors.dim(`in ${seconds.toFixed(2)}s`)}`;
}
