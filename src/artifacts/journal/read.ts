import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../core/json.ts';
import type { BatchResults } from '../../core/result.ts';
import { batchesLeft } from './batches.ts';
import { isAlive, type ProcessMark } from './life.ts';
import { JOURNAL_FOLDER } from './lines.ts';

/** A run that did not come to its end, as far as its journal goes. */
export interface BrokenRun {
  readonly startedAt: string;
  readonly invocationId: string;
  /** Invocations whose journals are older, whatever the clock said. */
  readonly earlier: readonly string[];
  readonly command: string;
  readonly args: JsonObject;
  readonly planned: readonly string[];
  /** The last that is known of each node that was begun: a state, or the status it ended with. */
  readonly last: ReadonlyMap<string, string>;
  /** Of microbatch models whose batches are known: what was built of them, and what was not. */
  readonly left: ReadonlyMap<string, BatchResults>;
  readonly process: ProcessMark;
  /** It still goes on. */
  readonly alive: boolean;
}

/**
 * The newest journal of a target folder, when its run did not come to its end; undefined when it did, or there is none. Lines
 * that cannot be read are passed over: a kill, or a full disk, may have cut the last one off.
 */
export function readBrokenRun(targetPath: string): BrokenRun | undefined {
  const folder = join(targetPath, JOURNAL_FOLDER);
  const newest = namesIn(folder).sort().reverse();
  for (const [at, name] of newest.entries()) {
    const text = textOf(join(folder, name));
    if (ENDED.test(text)) return undefined;
    const lines = linesOf(text);
    const [head] = lines;
    // A journal without its first two lines has done nothing yet, and one of another version says other things.
    if (head?.state !== 'run' || head.v !== 1) continue;
    if (lines.some(({ state }) => state === 'ended')) return undefined;
    const older = newest.slice(at + 1).map((one) => linesOf(textOf(join(folder, one)))[0]);
    return runOf(
      head,
      lines,
      older.map((line) => String(line?.invocation_id)),
    );
  }
  return undefined;
}

/** The usual last line: most journals need not be read line by line. */
const ENDED = /\n\{"state":"ended",[^\n]*\n$/;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  } catch {
    return [];
  }
}

type Line = { readonly [key: string]: unknown };

function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((line): Line[] => {
    try {
      const value: unknown = JSON.parse(line);
      return isObject(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function runOf(head: Line, lines: readonly Line[], earlier: readonly string[]): BrokenRun | undefined {
  const planned = lines.find(({ state }) => state === 'planned')?.nodes;
  const mark = markOf(head.process);
  if (!Array.isArray(planned) || mark === undefined) return undefined;
  const left = batchesLeft(lines);
  const last = new Map<string, string>();
  for (const { node, state, status } of lines)
    if (typeof node === 'string') last.set(node, String(state === 'batch' ? state : (status ?? state)));
  return {
    startedAt: String(head.at),
    invocationId: String(head.invocation_id),
    earlier,
    command: String(head.command),
    args: isObject(head.args) ? (head.args as JsonObject) : {}, // what JSON.parse gave
    planned: planned.map(String),
    last: withBatches(last, left),
    left: new Map([...left].filter(([, { failed }]) => failed.length > 0)),
    process: mark,
    alive: isAlive(mark),
  };
}

/** A model all of whose batches were built is done, also when nothing says so. */
const withBatches = (
  last: ReadonlyMap<string, string>,
  left: ReadonlyMap<string, BatchResults>,
): ReadonlyMap<string, string> =>
  new Map(
    Array.from(last, ([id, state]) => {
      const batches = left.get(id);
      const done = state === 'success' || (state === 'batch' && batches?.failed.length === 0);
      return [id, batches === undefined ? state : done ? 'success' : 'batches'];
    }),
  );

function markOf(value: unknown): ProcessMark | undefined {
  if (!isObject(value) || typeof value.pid !== 'number' || typeof value.host !== 'string') return undefined;
  return { pid: value.pid, host: value.host, begun: typeof value.begun === 'string' ? value.begun : null };
}

const isObject = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
