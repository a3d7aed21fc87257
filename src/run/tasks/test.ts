import type { Cell, QueryResult } from '../../adapter/index.ts';
import { type Diagnostic, failure } from '../../core/diagnostic.ts';
import type { GraphNode, ManifestNode } from '../../manifest/index.ts';
import { compileToDisk, manifestNode, runKept } from './model.ts';
import { storesFailures } from './store-failures.ts';
import type { Task, TaskContext, TaskOutcome } from './task.ts';

/** Runs a data test and judges it by its severity, warn_if and error_if. */
export const testTask: Task = async (context) => {
  const node = manifestNode(context.node);
  const compiled = await context.timed('compile', () => compileToDisk(context, node));
  const { main } = await context.timed('execute', () => runKept(context, node, compiled));
  if (main === null) throw failure('TD510', `main is not being called during running test ${node.name}`);
  return judge(context, node, verdictOf(node, main), main);
};

interface Verdict {
  readonly failures: number;
  readonly shouldWarn: boolean;
  readonly shouldError: boolean;
}

function judge(context: TaskContext, node: ManifestNode, verdict: Verdict, main: QueryResult): TaskOutcome {
  const { failures, shouldWarn, shouldError } = verdict;
  const results = `${failures} result${failures === 1 ? '' : 's'}`;
  const severity = String(node.config.severity ?? 'ERROR').toUpperCase();
  const { response } = main;
  const told = (message: string, code: 'TD502' | 'TD503'): { message: string; diagnostic: Diagnostic } => ({
    message,
    diagnostic: {
      code,
      message: `${node.name}: ${message}`,
      ...placeOf(context, node),
      ...helpOf(context, node),
    },
  });
  if (severity === 'ERROR' && shouldError) {
    const message = `Got ${results}, configured to fail if ${conditionOf(node, 'error_if')}`;
    return { status: 'fail', failures, response, ...told(message, 'TD502') };
  }
  if (!shouldWarn) return { status: 'pass', failures: 0, response };
  const condition = conditionOf(node, 'warn_if');
  return context.warnError
    ? {
        status: 'fail',
        failures,
        response,
        ...told(`Got ${results}, configured to fail if ${condition}`, 'TD502'),
      }
    : {
        status: 'warn',
        failures,
        response,
        ...told(`Got ${results}, configured to warn if ${condition}`, 'TD503'),
      };
}

const conditionOf = (node: GraphNode, key: 'error_if' | 'warn_if'): string =>
  String(node.config[key] ?? '!= 0');

function placeOf(context: TaskContext, node: ManifestNode): Pick<Diagnostic, 'at' | 'node'> {
  const at = context.runtime.manifest.places.get(node.unique_id);
  return { node: node.unique_id, at: at ?? { file: node.original_file_path, line: 1, column: 1 } };
}

/** Where the failing rows were kept. */
function helpOf(context: TaskContext, node: ManifestNode): Pick<Diagnostic, 'help'> {
  const stored = storesFailures(node, context.runtime) && node.relation_name;
  return stored ? { help: `see test failures: select * from ${node.relation_name}` } : {};
}

/** The one row that get_test_sql answers with. */
function verdictOf(node: ManifestNode, main: QueryResult): Verdict {
  const [row, ...more] = main.rows;
  if (row === undefined || more.length > 0) throw unexpected(node, `${main.rows.length} rows`, '1 row');
  if (row.length !== 3) throw unexpected(node, `${row.length} columns`, '3 columns');
  const cell = (name: string): Cell =>
    row[main.columns.findIndex((c) => c.name.toLowerCase() === name)] ?? null;
  return {
    failures: Number(textOf(cell('failures'))),
    shouldWarn: truth(node, cell('should_warn')),
    shouldError: truth(node, cell('should_error')),
  };
}

const unexpected = (node: ManifestNode, got: string, wanted: string): Error =>
  failure('TD510', `the test ${node.name} returned ${got}, but expected ${wanted}`, {
    help: 'get_test_sql answers with failures, should_warn, should_error',
  });

const textOf = (cell: Cell): string => {
  if (cell === null) return '0';
  if (typeof cell !== 'object') return String(cell);
  return cell.kind === 'float' ? String(cell.value) : cell.text;
};

const YES: readonly string[] = ['true', 't', 'yes', 'y', 'on'];
const NO: readonly string[] = ['false', 'f', 'no', 'n', 'off'];

/** Whether a cell says yes: a boolean, a number, or one of the words for them; TD510 for other texts. */
function truth(node: ManifestNode, cell: Cell): boolean {
  const text = textOf(cell);
  const word = text.toLowerCase();
  if (YES.includes(word)) return true;
  if (NO.includes(word)) return false;
  const number = Number(text);
  if (!Number.isNaN(number)) return number !== 0;
  throw failure(
    'TD510',
    `The macro 'get_test_sql' returns '${text}'. It is not type 'bool' and cannot not be converted reliably to a bool.`,
    { node: node.unique_id, help: 'should_warn and should_error are booleans' },
  );
}
