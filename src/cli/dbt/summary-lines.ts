import type { Diagnostic } from '../../core/diagnostic.ts';
import type { NodeSummary } from '../../core/events.ts';
import { hasFailed, type NodeResult } from '../../core/result.ts';
import { renderDiagnostic } from '../console/render-diagnostic.ts';
import { compiledPlace } from './compiled-place.ts';
import { type DbtLine, gap, line } from './line.ts';
import type { Look } from './look.ts';
import { groupData, IDLE, nodeInfo } from './node-info.ts';
import { countOf, humanTime, plural } from './words.ts';

/** A run that is over. */
export interface Finished {
  readonly kind: string;
  readonly results: readonly NodeResult[];
  readonly seconds: number;
  readonly cancelled: boolean;
  readonly late?: boolean;
}

/** What the lines need to know besides. */
export interface Known {
  readonly node: (id: string) => NodeSummary | undefined;
  /** target/compiled as users see it. */
  readonly compiledFolder: string;
}

/** Kinds of runs that dbt says little about at the end. */
const RENDERING = ['compile', 'docs generate', 'show'];

/** The end of a run: how long it took, what failed and why, how many of each. */
export function summaryLines(run: Finished, known: Known, look: Look): DbtLine[] {
  // What is wrong with its nodes is what the command ends with.
  if (run.kind === 'compile') return [];
  const details = [...failures(run, known, look), ...warnings(run, known, look)];
  if (RENDERING.includes(run.kind)) return details;
  if (run.kind === 'source freshness')
    return [...finished(run, known), ...details, line('FreshnessCheckComplete', 'info', 'Done.')];
  const end = [gap(), ...place(run, known), statsLine(run.results)];
  return [...finished(run, known), gap(), endOfRun(run, look), ...details, ...end];
}

function place({ results }: Finished, known: Known): DbtLine[] {
  const text = compiledPlace(results, known.node, known.compiledFolder);
  return text === null ? [] : [{ ...line('Note', 'info', text), textOnly: true }];
}

function finished({ results, seconds }: Finished, known: Known): DbtLine[] {
  const counts = new Map<string, number>();
  for (const { id } of results) {
    const kind = kindOf(id, known.node(id));
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const stat_line = sorted.map(([kind, count]) => countOf(count, kind)).join(', ');
  const execution = ` in ${humanTime(seconds)}`;
  const msg = `Finished running ${stat_line}${execution} (${seconds.toFixed(2)}s).`;
  return [
    gap(),
    line('FinishedRunningStats', 'info', msg, { stat_line, execution, execution_time: seconds }),
  ];
}

function kindOf(id: string, node: NodeSummary | undefined): string {
  const type = node?.resourceType ?? id.split('.', 1)[0] ?? '';
  if (type === 'operation') return 'project hook';
  return type === 'model' && node ? `${node.materialized} model` : type;
}

const isFailed = ({ status }: NodeResult): boolean => status === 'error' || status === 'fail';
const isPartial = ({ status }: NodeResult): boolean => status === 'partial success';

function endOfRun({ results, cancelled, late = false }: Finished, { colors }: Look): DbtLine {
  const errors = results.filter(isFailed).length;
  const partial = results.filter(isPartial).length;
  const warns = results.filter(({ status }) => status === 'warn').length;
  const data = {
    keyboard_interrupt: cancelled && !late,
    num_errors: errors,
    num_partial_success: partial,
    num_warnings: warns,
  };
  return line(
    'EndOfRunSummary',
    'info',
    endWords({ errors, partial, warns }, { cancelled, late }, colors),
    data,
  );
}

/** How many nodes did not end as they should. */
interface Counts {
  readonly errors: number;
  readonly partial: number;
  readonly warns: number;
}

function endWords(
  { errors, partial, warns }: Counts,
  { cancelled, late }: { readonly cancelled: boolean; readonly late: boolean },
  colors: Look['colors'],
): string {
  if (late) return colors.yellow('Exited because the deadline was reached');
  if (cancelled) return colors.yellow('Exited because of keyboard interrupt');
  if (errors > 0)
    return colors.red(
      `Completed with ${plural(errors, 'error')}, ${partial} partial success${partial === 1 ? '' : 'es'}, and ${plural(warns, 'warning')}:`,
    );
  if (partial > 0)
    return colors.yellow(
      `Completed with ${partial} partial success${partial === 1 ? '' : 'es'} and ${plural(warns, 'warning')}`,
    );
  return warns > 0
    ? colors.yellow(`Completed with ${plural(warns, 'warning')}:`)
    : colors.green('Completed successfully');
}

function failures({ results }: Finished, known: Known, look: Look): DbtLine[] {
  return results.filter(hasFailed).flatMap((result) => {
    const node = known.node(result.id);
    const message =
      'diagnostic' in result ? failureText(result.diagnostic, result, look) : (result.message ?? '');
    const head = look.colors.red(`Failure in ${title(result, node)}`);
    return [
      gap(),
      line('RunResultFailure', 'error', head, { ...about(result, node) }),
      line('RunResultError', 'error', indented(message), { msg: result.message ?? message, ...info(node) }),
      ...whereabouts(result, node, known),
    ];
  });
}

function warnings({ results }: Finished, known: Known, look: Look): DbtLine[] {
  return results
    .filter(({ status }) => status === 'warn')
    .flatMap((result) => {
      const node = known.node(result.id);
      const head = look.colors.yellow(`Warning in ${title(result, node)}`);
      const msg = result.message ?? '';
      const shown = 'diagnostic' in result ? verdictText(result.diagnostic, msg, look) : msg;
      return [
        gap('warn'),
        line('RunResultWarning', 'warn', head, { ...about(result, node) }),
        line('RunResultWarningMessage', 'warn', indented(shown), { msg, ...info(node) }),
        ...whereabouts(result, node, known),
      ];
    });
}

/** The message of a test and its place; of an error, what dbt calls it, then the whole diagnostic. */
function failureText(diagnostic: Diagnostic, result: NodeResult, look: Look): string {
  const { colors } = look;
  if (result.status === 'fail') return verdictText(diagnostic, result.message ?? diagnostic.message, look);
  const [first = ''] = (result.message ?? '').split('\n');
  const shown = renderDiagnostic(diagnostic, colors);
  return / Error in /.test(first) ? `${first}\n${shown}` : shown;
}

/** What a test found, without its name, which the headline has, and the query for its rows, which follows. */
function verdictText({ help: _, ...diagnostic }: Diagnostic, message: string, { colors }: Look): string {
  return renderDiagnostic({ ...diagnostic, message }, colors);
}

function title({ id }: NodeResult, node: NodeSummary | undefined): string {
  if (node === undefined) return id;
  return `${node.resourceType} ${node.name} (${node.file})`;
}

const about = ({ id }: NodeResult, node: NodeSummary | undefined): DbtLine['data'] => ({
  resource_type: node?.resourceType ?? '',
  node_name: node?.name ?? id,
  path: node?.file ?? '',
  ...info(node),
});

const info = (node: NodeSummary | undefined): DbtLine['data'] =>
  node ? { node_info: nodeInfo(node, IDLE), ...groupData(node) } : {};

/** Where the compiled SQL is, and the rows that failed. */
function whereabouts(
  result: NodeResult,
  node: NodeSummary | undefined,
  { compiledFolder }: Known,
): DbtLine[] {
  const lines: DbtLine[] = [];
  if (node?.sqlPath != null && result.compiledCode !== null) {
    const path = `${compiledFolder}/${node.sqlPath}`;
    lines.push(gap(), line('SQLCompiledPath', 'info', `  compiled code at ${path}`, { path, ...info(node) }));
  }
  const kept = keptRows(result);
  if (kept !== undefined) {
    const border = '-'.repeat(kept.length);
    const text = `  See test failures:\n  ${border}\n  ${kept}\n  ${border}`;
    lines.push(
      gap(),
      line('CheckNodeTestFailure', 'info', text, {
        relation_name: kept.slice('select * from '.length),
        ...info(node),
      }),
    );
  }
  return lines;
}

/** The query that shows the rows which failed, where they were kept. */
function keptRows(result: NodeResult): string | undefined {
  const help = 'diagnostic' in result ? result.diagnostic.help : undefined;
  return help?.startsWith('see test failures: ') ? help.slice('see test failures: '.length) : undefined;
}

function statsLine(results: readonly NodeResult[]): DbtLine {
  const stats = countResults(results);
  const msg = `Done. PASS=${stats.pass} WARN=${stats.warn} ERROR=${stats.error} SKIP=${stats.skip} NO-OP=${stats.noop} TOTAL=${stats.total}`;
  return line('StatsLine', 'info', msg, { stats });
}

/** How many results of each kind there are. */
export function countResults(results: readonly NodeResult[]) {
  const stats = { pass: 0, warn: 0, error: 0, skip: 0, noop: 0, total: results.length };
  for (const { status } of results) {
    if (status === 'skipped') stats.skip++;
    else if (status === 'warn') stats.warn++;
    else if (status === 'no-op') stats.noop++;
    else if (hasFailed({ status })) stats.error++;
    else stats.pass++;
  }
  return stats;
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((one) => (one === '' ? '' : `  ${one}`))
    .join('\n');
