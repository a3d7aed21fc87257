import type { EventOf, NodeSummary } from '../../core/events.ts';
import type { NodeResult } from '../../core/result.ts';
import { type DbtLine, type Level, line } from './line.ts';
import type { Look } from './look.ts';
import { groupData, type NodeState, nodeInfo } from './node-info.ts';
import { fancyLine } from './words.ts';

/** A node begins. */
export function startLines(
  { node, index, total }: EventOf<'node:start'>,
  state: NodeState,
  look: Look,
): DbtLine[] {
  const node_info = nodeInfo(node, state);
  const msg = fancyLine(`START ${node.description}`, 'RUN', look.width, { index, total });
  return [
    line('NodeStart', 'debug', `Began running node ${node.id}`, { node_info }),
    line('LogStartLine', 'info', msg, { description: node.description, index, total, node_info }),
  ];
}

/** A node ends: one line in the words of its kind, and one for the log. */
export function endLines(event: EventOf<'node:end'>, state: NodeState, look: Look): DbtLine[] {
  const { node } = event;
  const node_info = nodeInfo(node, state);
  const { name, level, text, status, data } = ending(event, look);
  const { index, total, result } = event;
  const skipped = result.status === 'skipped';
  const msg = fancyLine(text, status, look.width, {
    index,
    total,
    ...(skipped ? {} : { seconds: result.seconds }),
  });
  const time = skipped ? {} : { execution_time: result.seconds };
  const models = name === 'LogTestResult' ? { num_models: total } : {};
  const shown = { ...data, index, total, ...models, ...time, node_info, ...groupData(node) };
  return [
    ...(result.status === 'error' ? [caught(result.message ?? result.diagnostic.message, node_info)] : []),
    line(name, level, msg, shown),
    line('NodeFinished', 'debug', `Finished running node ${node.id}`, {
      node_info,
      run_result: runResult(result),
    }),
  ];
}

const runResult = ({ status, message, seconds, thread, response }: NodeResult): DbtLine['data'] => ({
  status,
  message: message ?? '',
  execution_time: seconds,
  thread,
  adapter_response: response,
});

/** What kept a node from ending well, for the log; people read it in the summary. */
const caught = (message: string, node_info: DbtLine['data']): DbtLine =>
  line('CatchableExceptionOnRun', 'debug', message, { exc: message, exc_info: '', node_info });

/** A hook begins or ends. */
export function hookLine(event: EventOf<'hook:start'>, look: Look): DbtLine {
  const { type, name, index, total, seconds, ok } = event;
  const data = { statement: name, index, total };
  if (type === 'hook:start') {
    const msg = fancyLine(`START hook: ${name}`, 'RUN', look.width, { index, total, cut: true });
    return line('LogHookStartLine', 'info', msg, data);
  }
  const word = ok ? 'OK' : 'ERROR';
  const status = ok ? look.colors.green(word) : look.colors.red(word);
  const msg = fancyLine(`${word} hook: ${name}`, status, look.width, { index, total, seconds, cut: true });
  return line('LogHookEndLine', 'info', msg, {
    ...data,
    status: ok ? 'success' : 'error',
    execution_time: seconds,
  });
}

/** How the end of a node is told. */
interface Ending {
  readonly name: string;
  readonly level: Level;
  readonly text: string;
  readonly status: string;
  readonly data: DbtLine['data'];
}

function ending({ node, result }: EventOf<'node:end'>, look: Look): Ending {
  if (result.status === 'skipped')
    return skipEnding(node, result.reason === 'upstream' ? 'info' : 'debug', look);
  if (result.status === 'no-op') return noOpEnding(node, look);
  switch (node.resourceType) {
    case 'test':
    case 'unit_test':
      return testEnding(node, result, look);
    case 'source':
      return freshnessEnding(node, result, look);
    case 'seed':
      return workEnding('LogSeedResult', ['OK loaded', 'ERROR loading'], node, result, look);
    case 'snapshot':
      return workEnding(
        'LogSnapshotResult',
        ['OK snapshotted', 'ERROR snapshotting'],
        bare(node),
        result,
        look,
      );
    case 'function':
      return workEnding('LogFunctionResult', ['OK created', 'ERROR creating'], node, result, look);
    default:
      return workEnding('LogModelResult', ['OK created', 'ERROR creating'], node, result, look);
  }
}

/** Said of a snapshot when it ends: its name alone. */
const bare = (node: NodeSummary): NodeSummary => ({
  ...node,
  description: node.description.replace(/^snapshot /, ''),
});

function workEnding(
  name: string,
  [good, bad]: readonly [string, string],
  node: NodeSummary,
  result: NodeResult,
  look: Look,
): Ending {
  if (result.status === 'partial success') return partialEnding(node, result, look);
  const failed = result.status === 'error' || result.status === 'fail';
  const word = failed ? 'ERROR' : (result.message ?? 'OK');
  const { description, relation } = node;
  return {
    name,
    level: failed ? 'error' : 'info',
    text: `${failed ? bad : good} ${description}`,
    status: failed ? look.colors.red(word) : look.colors.green(word),
    data: {
      description,
      status: failed ? 'error' : word,
      ...(name === 'LogModelResult'
        ? {}
        : { result_message: word, schema: relation?.schema ?? '', relation: relation?.alias ?? '' }),
    },
  };
}

function partialEnding(node: NodeSummary, { message }: NodeResult, { colors }: Look): Ending {
  const status = message ?? 'PARTIAL SUCCESS';
  return {
    name: 'LogModelResult',
    level: 'info',
    text: `PARTIALLY created ${node.description}`,
    status: colors.yellow(status),
    data: { description: node.description, status },
  };
}

/** Unit tests are known by their model, too: `stg_users::test_a`. */
const testName = ({ resourceType, name, description }: NodeSummary): string =>
  resourceType === 'unit_test' ? description.replace(/^unit_test /, '') : name;

const TEST_LEVELS: Readonly<Record<string, Level>> = { error: 'error', fail: 'error', warn: 'warn' };

function testEnding(node: NodeSummary, result: NodeResult, { colors }: Look): Ending {
  const failures = 'failures' in result ? result.failures : 0;
  const words: Readonly<Record<string, string>> = {
    error: colors.red('ERROR'),
    fail: colors.red(`FAIL ${failures}`),
    warn: colors.yellow(`WARN ${failures}`),
  };
  const plain: Readonly<Record<string, string>> = {
    error: 'ERROR',
    fail: `FAIL ${failures}`,
    warn: `WARN ${failures}`,
  };
  return {
    name: 'LogTestResult',
    level: TEST_LEVELS[result.status] ?? 'info',
    text: `${plain[result.status] ?? 'PASS'} ${testName(node)}`,
    status: words[result.status] ?? colors.green('PASS'),
    data: { name: testName(node), status: result.status, num_failures: failures },
  };
}

function freshnessEnding(node: NodeSummary, result: NodeResult, { colors }: Look): Ending {
  const [word, paint, level] = freshnessWord(result.status, colors);
  return {
    name: 'LogFreshnessResult',
    level,
    text: `${word} ${node.description}`,
    status: paint(word),
    data: {
      status:
        result.status === 'fail' ? 'error' : result.status === 'error' ? 'runtime error' : result.status,
      table_name: node.name,
      source_name: node.description.replace(/^freshness of /, '').split('.', 1)[0] ?? '',
    },
  };
}

function freshnessWord(
  status: NodeResult['status'],
  colors: Look['colors'],
): [string, (text: string) => string, Level] {
  if (status === 'error') return ['ERROR', colors.red, 'error'];
  if (status === 'fail') return ['ERROR STALE', colors.red, 'error'];
  return status === 'warn' ? ['WARN', colors.yellow, 'warn'] : ['PASS', colors.green, 'info'];
}

function skipEnding(node: NodeSummary, level: Level, { colors }: Look): Ending {
  const { resourceType, relation, name } = node;
  const isRelation = ['model', 'seed', 'snapshot'].includes(resourceType);
  return {
    name: 'SkippingDetails',
    level,
    text: isRelation
      ? `SKIP relation ${relation?.schema ?? ''}.${relation?.alias ?? name}`
      : `SKIP ${resourceType} ${name}`,
    status: colors.yellow('SKIP'),
    data: { resource_type: resourceType, schema: relation?.schema ?? '', node_name: name },
  };
}

const noOpEnding = (node: NodeSummary, { colors }: Look): Ending => ({
  name: 'LogNodeNoOpResult',
  level: 'info',
  text: `NO-OP ${node.description}`,
  status: colors.yellow('NO-OP'),
  data: { description: node.description, status: 'no-op' },
});
