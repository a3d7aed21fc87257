import { join, relative, resolve } from 'node:path';
import { artifactFile, readArtifact } from '../artifacts/index.ts';
import { failure } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Settings } from '../project/index.ts';
import { resultsOf } from './state.ts';

/** What a command did, as its run_results.json tells. */
export interface PreviousRun {
  /** `build`; null when it does not say. */
  readonly command: string | null;
  readonly args: JsonObject;
  /** unique_ids of what failed or was skipped. */
  readonly failed: readonly string[];
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
  const failed = resultsOf(content)
    .filter(({ status }) => FAILED.has(status) || (warnings && status === 'warn'))
    .map((one) => String(one.unique_id))
    .filter((id) => command === 'run-operation' || !id.startsWith('operation.'));
  return { command, args, failed };
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
