import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../core/json.ts';
import { JOURNAL_FOLDER } from './journal/lines.ts';
import { artifactFile, readArtifact } from './read.ts';
import { writeFailure } from './write.ts';

/** Commands that build and test nothing: after them there is as much left to do as before. */
const LOOKS: ReadonlySet<unknown> = new Set([
  'show',
  'compile',
  'generate',
  'docs generate',
  'run-operation',
]);

/** Where the results of the last run lie that a command of LOOKS has written over. */
const KEPT = join(JOURNAL_FOLDER, 'last_run.json');

/**
 * To be called before `command` writes run_results.json: the results of the last run are kept for `retry` when the command
 * only looks. Throws TD701 or TD702.
 */
export function keepLastRun(targetPath: string, command: unknown): void {
  const kept = join(targetPath, KEPT);
  try {
    if (!LOOKS.has(command)) rmSync(kept, { force: true });
    else if (isRun(resultsIn(targetPath))) {
      mkdirSync(join(targetPath, JOURNAL_FOLDER), { recursive: true });
      copyFileSync(join(targetPath, artifactFile('run-results')), kept);
    }
  } catch (error) {
    throw writeFailure(kept, error);
  }
}

/** Of a folder: the results of the last run, or of a later look that did not go well; undefined when there are none. Throws TD704. */
export function readLastRun(folder: string): JsonObject | undefined {
  const newest = readArtifact(join(folder, artifactFile('run-results')), 'run-results');
  if (newest === undefined || isRun(newest) || !wentWell(newest)) return newest;
  return readArtifact(join(folder, KEPT), 'run-results') ?? newest;
}

/** Nothing is left to do of such results: they are of a look that went well. */
export const isMereLook = (results: JsonObject): boolean => !isRun(results) && wentWell(results);

/** What cannot be read is no loss. */
function resultsIn(targetPath: string): JsonObject | undefined {
  try {
    return readArtifact(join(targetPath, artifactFile('run-results')), 'run-results');
  } catch {
    return undefined;
  }
}

const isRun = (results: JsonObject | undefined): boolean =>
  isObject(results?.args) && !LOOKS.has(results.args.which);

const wentWell = ({ results }: JsonObject): boolean =>
  Array.isArray(results) && results.every((one) => isObject(one) && one.status === 'success');

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
