/**
 * Events in dbt's words: each becomes no, one or several lines of dbt's log.
 * The plain and the JSON console and both forms of the log file print these lines; what differs is their form.
 */
import { relative } from 'node:path';
import { type Diagnostic, eventNameOf, levelOf } from '../../core/diagnostic.ts';
import type { Event, EventOf, Logged, NodeSummary } from '../../core/events.ts';
import { TSDBT_VERSION } from '../../core/version.ts';
import { describeDiagnostic, renderDiagnostic } from '../console/render-diagnostic.ts';
import { batchEndLines, batchStartLine } from './batch-lines.ts';
import { fatalText } from './fatal-text.ts';
import { type DbtLine, gap, line } from './line.ts';
import type { Look } from './look.ts';
import { type NodeState, nodeInfo } from './node-info.ts';
import { endLines, hookLine, startLines } from './node-lines.ts';
import { summaryLines } from './summary-lines.ts';
import { countOf, fancyLine } from './words.ts';

/** Turns events into lines, one by one, in their order. */
export type Translator = (event: Logged) => readonly DbtLine[];

/** What was said before and is needed later. */
interface Memory {
  readonly nodes: Map<string, NodeSummary>;
  readonly startedAt: Map<string, string>;
  readonly infos: Map<string, DbtLine['data']>;
  readonly deprecations: Map<string, number>;
  kind: string;
  compiledFolder: string;
  /** Nodes have ended: hooks that follow are those of the end. */
  worked: boolean;
}

/** A translator for one invocation. */
export function createTranslator(look: Look): Translator {
  const memory: Memory = {
    nodes: new Map(),
    startedAt: new Map(),
    infos: new Map(),
    deprecations: new Map(),
    kind: '',
    compiledFolder: 'target/compiled',
    worked: false,
  };
  return (event) => translate(event, memory, look);
}

type Handlers = {
  readonly [Type in Event['type']]: (event: EventOf<Type>, memory: Memory, look: Look) => readonly DbtLine[];
};

const HANDLERS: Handlers = {
  'invocation:start': ({ command, args }) => [
    line('MainReportVersion', 'info', `Running with tsdbt=${TSDBT_VERSION}`, {
      version: `=${TSDBT_VERSION}`,
      log_version: 3,
    }),
    line(
      'MainReportArgs',
      'debug',
      `running tsdbt with arguments ${JSON.stringify({ ...args, invocation_command: `tsdbt ${command}` })}`,
      {
        args: { ...args, invocation_command: `tsdbt ${command}` },
      },
    ),
  ],
  'invocation:end': ({ command, seconds, success, at }, memory, look) => [
    ...deprecationSummary(memory, look),
    line(
      'CommandCompleted',
      'debug',
      `Command \`tsdbt ${command}\` ${success ? 'succeeded' : 'failed'} at ${at.slice(11, 23)} after ${seconds.toFixed(2)} seconds`,
      {
        command: `tsdbt ${command}`,
        success,
        elapsed: seconds,
        completed_at: at,
      },
    ),
  ],
  'project:opened': ({ adapter, adapterVersion, root, targetPath }, memory) => {
    memory.compiledFolder = `${relative(root, targetPath) || '.'}/compiled`;
    const version = adapterVersion ?? TSDBT_VERSION;
    const data = { adapter_name: adapter, adapter_version: `=${version}` };
    return [line('AdapterRegistered', 'info', `Registered adapter: ${adapter}=${version}`, data)];
  },
  'project:parsed': ({ counts }) => {
    const stat_line = Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([type, count]) => countOf(count, type))
      .join(', ');
    return [line('FoundStats', 'info', `Found ${stat_line}`, { stat_line })];
  },
  'run:start': ({ kind, nodes, threads, target }, memory) => {
    memory.kind = kind;
    memory.worked = false;
    const data = { num_threads: threads, target_name: target, node_count: nodes };
    return [
      gap(),
      line('ConcurrencyLine', 'info', `Concurrency: ${threads} threads (target='${target}')`, data),
      gap(),
    ];
  },
  'node:start': (event, memory, look) => {
    memory.nodes.set(event.node.id, event.node);
    memory.startedAt.set(event.node.id, event.at);
    const lines = startLines(event, stateOf(event.node, memory, 'started', ''), look);
    return isRendering(memory) ? lines.slice(0, 1) : lines;
  },
  'node:end': (event, memory, look) => {
    memory.worked = true;
    memory.nodes.set(event.node.id, event.node);
    const lines = endLines(event, stateOf(event.node, memory, event.result.status, event.at), look);
    return isRendering(memory) ? lines.filter((one) => one.level === 'debug') : lines;
  },
  'batches:planned': () => [],
  'batch:start': (event, memory, look) => [
    batchStartLine(event, stateOf(event.node, memory, 'started', ''), look),
  ],
  'batch:end': (event, memory, look) =>
    batchEndLines(event, stateOf(event.node, memory, event.result.status, event.at), look),
  'hook:start': (event, { worked }, look) => [
    ...(worked && event.index === 1 ? [gap()] : []),
    hookLine(event, look),
  ],
  'hook:end': (event, { worked }, look) => [
    hookLine(event, look),
    ...(!worked && event.index === event.total ? [gap()] : []),
  ],
  'run:end': (event, { nodes, compiledFolder }, look) =>
    summaryLines(event, { node: (id) => nodes.get(id), compiledFolder }, look),
  'statement:start': ({ connection, sql, node }, memory) => [
    line('ConnectionUsed', 'debug', `Using connection "${connection}"`, {
      conn_name: connection,
      conn_type: '',
      ...infoOf(node, memory),
    }),
    line('SQLQuery', 'debug', `On ${connection}: ${sql}`, {
      conn_name: connection,
      sql,
      ...infoOf(node, memory),
    }),
  ],
  'statement:end': ({ seconds, message }) => [
    line('SQLQueryStatus', 'debug', `SQL status: ${message} in ${seconds.toFixed(3)} seconds`, {
      status: message,
      elapsed: seconds,
      query_id: '',
    }),
  ],
  diagnostic: ({ diagnostic }, memory, look) => diagnosticLines(diagnostic, memory, look),
  fatal: ({ diagnostics }, _, { colors }) => {
    const exc = fatalText(diagnostics, colors);
    return [line('MainEncounteredError', 'error', `Encountered an error:\n${exc}`, { exc })];
  },
  'artifact:written': ({ artifact, path }) => [
    line('ArtifactWritten', 'debug', `Wrote artifact ${artifact} to ${path}`, {
      artifact_type: artifact,
      artifact_path: path,
    }),
  ],
  'template:log': ({ message, info, node }, memory) => [
    line(info ? 'JinjaLogInfo' : 'JinjaLogDebug', info ? 'info' : 'debug', message, {
      msg: message,
      ...infoOf(node, memory),
    }),
  ],
  'template:print': ({ message }) => [
    { ...line('PrintEvent', 'info', message, { msg: message }), print: true },
  ],
  output: ({ text, name = 'PrintEvent', data }) => [
    { ...line(name, 'info', text, data ?? { msg: text }), print: true },
  ],
  note: ({ message, level, name = 'Note', data }, _, look) => {
    const msg =
      name === 'LogCancelLine' ? fancyLine(message, look.colors.red('CANCEL'), look.width, {}) : message;
    return [line(name, level, msg, data ?? { msg: message })];
  },
};

/** TypeScript cannot see that the handler found by an event's type takes that event. */
const translate = (event: Logged, memory: Memory, look: Look): readonly DbtLine[] =>
  (HANDLERS[event.type] as (event: Logged, memory: Memory, look: Look) => readonly DbtLine[])(
    event,
    memory,
    look,
  );

/** Commands that render nodes say nothing of each. */
const isRendering = ({ kind }: Memory): boolean => kind === 'compile' || kind === 'docs generate';

const stateOf = (node: NodeSummary, memory: Memory, status: string, finishedAt: string): NodeState => ({
  status,
  startedAt: memory.startedAt.get(node.id) ?? '',
  finishedAt,
});

/** `node_info` in what is said while a node is worked on. */
function infoOf(id: string | null, memory: Memory): DbtLine['data'] {
  const node = id === null ? undefined : memory.nodes.get(id);
  if (node === undefined) return NO_INFO;
  const known = memory.infos.get(node.id);
  if (known) return known;
  const info = { node_info: nodeInfo(node, stateOf(node, memory, 'started', '')) };
  memory.infos.set(node.id, info);
  return info;
}

const NO_INFO = {};

/** Deprecations are shown once per kind, the rest are counted. */
function diagnosticLines(diagnostic: Diagnostic, memory: Memory, look: Look): DbtLine[] {
  const { code, message, event } = diagnostic;
  const name = eventNameOf(diagnostic) ?? 'Note';
  const before = memory.deprecations.get(name) ?? 0;
  if (name.endsWith('Deprecation')) memory.deprecations.set(name, before + 1);
  const hidden = before > 0 && !look.allDeprecations;
  const level = levelOf(diagnostic);
  const data = { msg: message, code, ...nodeData(diagnostic.node), ...event?.data };
  const said = line(name, hidden ? 'debug' : level, renderDiagnostic(diagnostic, look.colors), data);
  return [{ ...said, jsonMsg: describeDiagnostic(diagnostic, look.colors) }];
}

/** What dbt's events say of the node they are about. */
function nodeData(id: string | undefined) {
  if (id === undefined) return {};
  const [, package_name = '', node_name = ''] = id.split('.');
  return { unique_id: id, package_name, node_name };
}

function deprecationSummary({ deprecations }: Memory, { colors, allDeprecations }: Look): DbtLine[] {
  const repeated = [...deprecations].filter(([, occurrences]) => occurrences > 1);
  if (repeated.length === 0 || allDeprecations) return [];
  const list = [...deprecations].map(
    ([name, occurrences]) => `- ${name}: ${occurrences} occurrence${occurrences === 1 ? '' : 's'}`,
  );
  const summaries = [...deprecations].map(([event_name, occurrences]) => ({ event_name, occurrences }));
  const head = `${colors.yellow('warning')}: deprecated spellings, each shown once`;
  const msg = `${head}\n${list.join('\n')}\nTo see each: --show-all-deprecations`;
  return [line('DeprecationsSummary', 'warn', msg, { summaries, show_all_hint: true })];
}
