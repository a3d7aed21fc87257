import { join } from 'node:path';
import type { Event } from '../../core/events.ts';
import type { JsonObject } from '../../core/json.ts';
import type { NodeResult } from '../../core/result.ts';
import { TSDBT_VERSION } from '../../core/version.ts';
import { type Appender, openAppender } from './append.ts';
import { batchLine } from './batches.ts';
import { processMark } from './life.ts';
import { JOURNAL_FOLDER, type JournalEnd, type JournalLine, type JournalStep } from './lines.ts';

/** What a journal tells of itself, and where it lies. */
export interface JournalRun {
  /** Absolute. */
  readonly targetPath: string;
  readonly invocationId: string;
  readonly invocationStartedAt: Date;
  /** Without secrets. */
  readonly args: JsonObject;
  /** Hides values of secrets. */
  mask(text: string): string;
  readonly command: string;
  readonly target: string;
  readonly nodes: readonly string[];
}

/** The journal of a run. */
export interface Journal {
  /** Takes note of what happens to nodes. */
  note(event: Event): void;
  /** The run has come to its end, and run_results.json holds all of it. */
  end(cancelled: boolean): void;
  close(): void;
}

/**
 * Begins the journal of a run below the target folder. `trouble` is called once when it cannot be written: the run goes on
 * without it.
 */
export function beginJournal(run: JournalRun, trouble: (error: unknown) => void): Journal {
  let file: Appender | undefined;
  const attempt = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      file = undefined;
      trouble(error);
    }
  };
  const add = (line: JournalLine): void => attempt(() => file?.add(line));
  const now = (): string => new Date().toISOString();
  attempt(() => {
    file = openAppender(join(run.targetPath, JOURNAL_FOLDER), fileName(run));
  });
  add({
    state: 'run',
    v: 1,
    at: now(),
    invocation_id: run.invocationId,
    command: run.command,
    args: run.args,
    target: run.target,
    process: processMark(),
    tsdbt: TSDBT_VERSION,
  });
  add({ state: 'planned', at: now(), nodes: run.nodes });
  const steps = createSteps();
  const lineOf = (event: Event, at: string): JournalLine | undefined => {
    const step = steps(event, at);
    return batchLine(event, at) ?? step;
  };
  return {
    note: (event) => {
      const line = event.type === 'node:end' ? endOf(event.result, now(), run) : lineOf(event, now());
      if (line) add(line);
    },
    end: (cancelled) => add({ state: 'ended', at: now(), cancelled }),
    close: () => attempt(() => file?.close()),
  };
}

/** `2026-11-21T10-30-00-123Z-1a2b3c4d.jsonl`: sorted by name is sorted by time. */
const fileName = ({ invocationId, invocationStartedAt }: JournalRun): string =>
  `${invocationStartedAt.toISOString().replace(/[:.]/g, '-')}-${invocationId.slice(0, 8)}.jsonl`;

/** Follows the commits of nodes, whose sessions bear their names. */
function createSteps(): (event: Event, at: string) => JournalStep | undefined {
  const states = new Map<string, JournalStep['state']>();
  const step = (node: string, state: JournalStep['state'], at: string): JournalStep => {
    states.set(node, state);
    return { state, at, node };
  };
  return (event, at) => {
    // Of a model in batches a commit says nothing: its batches do.
    if (event.type === 'batches:planned') states.delete(event.node.id);
    if (event.type === 'node:start') return step(event.node.id, 'started', at);
    if (event.type !== 'statement:start' && event.type !== 'statement:end') return undefined;
    const { node } = event;
    const before = node === null ? undefined : states.get(node);
    if (node === null || before === undefined) return undefined;
    if (event.type === 'statement:end') return before === 'built' ? step(node, 'published', at) : undefined;
    if (event.sql === 'COMMIT') return step(node, 'built', at);
    return before === 'published' ? step(node, 'working', at) : undefined;
  };
}

function endOf(result: NodeResult, at: string, { mask }: JournalRun): JournalEnd {
  const { id, status, seconds, message } = result;
  const shown = message === null ? null : mask(message);
  return { state: stateOf(result), at, node: id, status, seconds, message: shown };
}

function stateOf({ id, status }: NodeResult): JournalEnd['state'] {
  if (status === 'skipped') return 'skipped';
  if (/^(unit_)?test\./.test(id) && status !== 'error') return 'tested';
  return status === 'success' || status === 'no-op' ? 'done' : 'failed';
}
