import { join, relative, resolve } from 'node:path';
import { artifactFile, readArtifact } from '../artifacts/index.ts';
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
  /** unique_ids of what failed or was skipped. */
  readonly failed: readonly string[];
  /** Of microbatch models with batches that were not built. */
  readonly left: ReadonlyMap<string, BatchResults>;
  /** When the run began; of a retry, when the run began that it went on with. */
  readonly startedAt: string | null;
}

const FAILED: ReadonlySet<unknown> = new Set([
  'error',
  'fail',
  'skipped',
  'runtime error',
  'partial success',
]);

/**
 * Reads the run_results.json of `state`, or of the target folder; with `warnings`, what warned counts as failed.
 * Throws TD704 when there is none, or it cannot be read.
 */
export function previousRun(
  { root, targetPath }: Pick<Settings, 'root' | 'targetPath'>,
  state: string | undefined,
  warnings: boolean,
): PreviousRun {
  const folder = state || relative(root, targetPath) || '.';
  const file = join(resolve(root, folder), artifactFile('run-results'));
  const content = readArtifact(file, 'run-results');
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

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
