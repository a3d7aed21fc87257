import { readFileSync } from 'node:fs';
import { failure } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';

/** Artifacts that can be read back: the file's name, its schema, and the versions that are understood, newest first. */
const ARTIFACTS = {
  manifest: { file: 'manifest.json', versions: [12, 11, 10, 9, 8, 7, 6, 5, 4] },
  'run-results': { file: 'run_results.json', versions: [6, 5, 4] },
  sources: { file: 'sources.json', versions: [3] },
} as const;

/** The schema of an artifact that can be read back. */
export type ReadableArtifact = keyof typeof ARTIFACTS;

/** Its name in the target folder. */
export const artifactFile = (artifact: ReadableArtifact): string => ARTIFACTS[artifact].file;

/**
 * Reads an artifact of dbt or tsdbt; undefined when there is no such file. Throws TD704 for one that cannot be read, or whose
 * version is not understood.
 */
export function readArtifact(path: string, artifact: ReadableArtifact): JsonObject | undefined {
  const text = textOf(path);
  if (text === undefined) return undefined;
  const content = parsed(text, path);
  if (!isObject(content)) throw failure('TD704', `${path} is no artifact of dbt or tsdbt`, { help: HELP });
  checkVersion(content, path, artifact);
  return content;
}

const HELP = 'name a folder with the artifacts of another run';

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(path, error);
  }
}

function parsed(text: string, path: string): Json {
  try {
    return JSON.parse(text) as Json; // what JSON.parse returns
  } catch (error) {
    throw unreadable(path, error);
  }
}

const unreadable = (path: string, error: unknown): Error =>
  failure('TD704', `Could not read "${path}" as JSON: ${error instanceof Error ? error.message : error}`, {
    help: HELP,
    cause: error,
  });

function checkVersion(content: JsonObject, path: string, artifact: ReadableArtifact): void {
  const metadata = isObject(content.metadata) ? content.metadata : {};
  const found = metadata.dbt_schema_version;
  const known = ARTIFACTS[artifact].versions.map((version) => schemaOf(artifact, version));
  if (typeof found === 'string' && known.includes(found)) return;
  throw failure(
    'TD704',
    `Expected a schema version of "${known[0]}" in ${path}, but found ${typeof found === 'string' ? `"${found}"` : 'nothing'}. Are you running with a different version of dbt?`,
    { help: `understood: ${known.map((one) => /v\d+/.exec(one)?.[0]).join(', ')}` },
  );
}

const schemaOf = (artifact: string, version: number): string =>
  `https://schemas.getdbt.com/dbt/${artifact}/v${version}.json`;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
