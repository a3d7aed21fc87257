import { relative, resolve } from 'node:path';
import { type BrokenRun, isMereLook, readBrokenRun, readLastRun } from '../artifacts/index.ts';
import { failure } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { TimeSpan } from '../core/moments.ts';
import type { BatchResults } from '../core/result.ts';
import type { Settings } from '../project/index.ts';
import { resultsOf } from './state.ts';

/** What a command did, as its run_results.json tells. */
export interface PreviousRun {
  /** `build`; null when it does not say. */
  readonly command: string | null;
  readonly args: JsonObject;
  /** unique_ids of what failed, was skipped, or was not reached. */
  readonly failed: readonly string[];
  /** Of microbatch models with batches that were not built. */
  readonly left: ReadonlyMap<string, BatchResults>;
  /** When the run began; of a retry, when the run began that it went on with. */
  readonly startedAt: string | null;
  /** The run did not come to its end: this is what its journal tells. */
  readonly broken?: BrokenRun;
}

const FAILED: ReadonlySet<unknown> = new Set([
  'error',
  'fail',
  'skipped',
  'runtime error',
  'partial success',
]);

/** How a node ended, or the last that is known of it, when there is nothing left to do. */
const DONE: ReadonlySet<unknown> = new Set(['success', 'pass', 'warn', 'no-op', 'published']);

/**
 * Reads the run_results.json of `state`, or of the target folder, or the journal of a later run that did not come to its end;
 * with `warnings`, what warned counts as failed. Throws TD704 when there is none, or it cannot be read; TD708 when
 * that run still goes on.
 */
export function previousRun(
  { root, targetPath }: Pick<Settings, 'root' | 'targetPath'>,
  state: string | undefined,
  warnings: boolean,
): PreviousRun {
  const folder = state || relative(root, targetPath) || '.';
  const broken = readBrokenRun(resolve(root, folder));
  const content = readLastRun(resolve(root, folder));
  if (broken !== undefined && isAfter(broken, content)) return fromJournal(broken, warnings);
  if (content === undefined)
    throw failure('TD704', `Could not find previous run in '${folder}' target directory`, {
      help: 'there is nothing to retry before a run, build, test …; --state names another folder with a run_results.json',
    });
  const args = isObject(content.args) ? content.args : {};
  const command = typeof args.which === 'string' ? args.which : null;
  const results = resultsOf(content);
  const failed = results
    .filter(({ status }) => FAILED.has(status) || (warnings && status === 'warn'))
    .map((one) => String(one.unique_id))
    .filter((id) => command === 'run-operation' || !id.startsWith('operation.'));
  const left = new Map(results.flatMap((one) => leftOf(one)));
  return { command, args, failed, left, startedAt: startOf(content, args) };
}

/** When a run began that may be a retry itself. */
function startOf({ metadata }: JsonObject, args: JsonObject): string | null {
  const own = isObject(metadata) ? (metadata.invocation_started_at ?? metadata.generated_at) : null;
  const start = args.original_invocation_started_at ?? own;
  return typeof start === 'string' ? start : null;
}

/** The batches of a result, where some were not built. */
function leftOf({
  unique_id,
  batch_results: batches,
}: JsonObject): readonly (readonly [string, BatchResults])[] {
  if (!isObject(batches)) return [];
  const failed = spansOf(batches.failed);
  if (failed.length === 0) return [];
  return [[String(unique_id), { successful: spansOf(batches.successful), failed }]];
}

const spansOf = (value: Json | undefined): readonly TimeSpan[] =>
  isList(value) ? value.flatMap((pair) => spanOf(isList(pair) ? pair : [])) : [];

/** A batch as run_results.json has it, by dbt or by tsdbt. */
function spanOf([from, to]: readonly Json[]): readonly TimeSpan[] {
  const [start, end] = [from, to].map((text) => Date.parse(String(text)));
  return start === undefined || end === undefined || Number.isNaN(start) || Number.isNaN(end)
    ? []
    : [{ start, end }];
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** By the order of their journals; where the run of a run_results.json has none, by the clock. */
function isAfter({ earlier, startedAt }: BrokenRun, content: JsonObject | undefined): boolean {
  const id = isObject(content?.metadata) ? content.metadata.invocation_id : undefined;
  return (typeof id === 'string' && earlier.includes(id)) || startedAt > ownStart(content);
}

/** When the run of a run_results.json itself began; before everything when there is none, or it only looked. */
function ownStart(content: JsonObject | undefined): string {
  if (content === undefined || isMereLook(content)) return '';
  const metadata = isObject(content.metadata) ? content.metadata : {};
  const at = metadata.invocation_started_at ?? metadata.generated_at;
  return typeof at === 'string' ? at : '';
}

function fromJournal(broken: BrokenRun, warnings: boolean): PreviousRun {
  const { command, args, planned, last, process, alive } = broken;
  if (alive)
    throw failure('TD708', `the last run still goes on: tsdbt ${command}, process ${process.pid}`, {
      help: 'wait for its end, or end it; then retry',
    });
  const isDone = (id: string): boolean => {
    const known = last.get(id);
    return DONE.has(known) && !(warnings && known === 'warn');
  };
  const original = args.original_invocation_started_at;
  return {
    command,
    args,
    failed: planned.filter((id) => !isDone(id)),
    left: broken.left,
    startedAt: typeof original === 'string' ? original : broken.startedAt,
    broken,
  };
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
