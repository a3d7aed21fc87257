import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, type TsdbtError } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { isList, isObject, objectAt } from './json-differences.ts';
import { type OtherCommand, type OtherEnd, runOther } from './other-command.ts';

/** What one of the tools wrote. */
export interface Artifacts {
  readonly manifest: JsonObject;
  /** Null after parse. */
  readonly results: JsonObject | null;
}

/** What the other tool is to do. */
export interface TheirWork extends OtherCommand {
  readonly command: 'parse' | 'compile' | 'build';
  readonly exclude: readonly string[];
}

/** So often a node that cannot be compiled is left out and compile is tried again. */
const MOST_TRIES = 60;
const LAST_LINES = 25;
/** What the first try has parsed need not be parsed again. */
const AGAIN = { DBT_PARTIAL_PARSE: 'true' } as const;

/**
 * Runs the other tool and reads its artifacts. Compile of dbt ends at the first node that cannot be rendered: that one
 * is left out, counted as an error, and compile runs again. Rejects with TD904 when nothing comes of it.
 */
export async function theirRun(work: TheirWork): Promise<Artifacts> {
  const broken = new Map<string, Broken>();
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const end = await attempt(work, [...broken.keys()]);
    const artifacts = read(work);
    if (work.command === 'parse' && end.code === 0 && artifacts) return artifacts;
    if (artifacts?.results) return withBroken({ ...artifacts, results: artifacts.results }, broken);
    const next = work.command === 'compile' ? brokenNode(end.output) : undefined;
    if (next === undefined || broken.has(next.name)) throw failed(work, end);
    broken.set(next.name, next);
  }
  throw failed(work, { code: null, output: `more than ${MOST_TRIES} nodes cannot be compiled` });
}

async function attempt(work: TheirWork, broken: readonly string[]): Promise<OtherEnd> {
  const exclude = [...work.exclude, ...broken];
  const args = [work.command, ...work.args, ...(exclude.length > 0 ? ['--exclude', ...exclude] : [])];
  try {
    return await runOther({ ...work, args, env: broken.length === 0 ? work.env : { ...work.env, ...AGAIN } });
  } catch (error) {
    throw failure(
      'TD904',
      `cannot run "${work.words.join(' ')}": ${error instanceof Error ? error.message : error}`,
      {
        help: '--against is what you would type before "compile": --against "venv/bin/dbt"',
        cause: error,
      },
    );
  }
}

function read({ cwd }: TheirWork): Artifacts | undefined {
  const manifest = readJson(join(cwd, 'target', 'manifest.json'));
  return manifest && { manifest, results: readJson(join(cwd, 'target', 'run_results.json')) ?? null };
}

/** The JSON object that a file holds; undefined when it is missing or holds none. */
export function readJson(path: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(readFileSync(path, 'utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

interface Broken {
  readonly name: string;
  readonly file: string;
  readonly message: string;
}

/** `Compilation Error in model a (models/a.sql)` and what follows. */
function brokenNode(output: string): Broken | undefined {
  const found = /Error in \w+(?: \w+)? (\S+) \(([^)]*)\)\s*\n([\s\S]*)/.exec(output);
  const [, name = '', file = '', message = ''] = found ?? [];
  return found ? { name, file, message: message.trim().split('\n')[0]?.trim() ?? '' } : undefined;
}

function withBroken(
  { manifest, results }: { readonly manifest: JsonObject; readonly results: JsonObject },
  broken: ReadonlyMap<string, Broken>,
): Artifacts {
  const errors = Object.entries(objectAt(manifest, 'nodes')).flatMap(([id, node]) => {
    const one = isObject(node) ? broken.get(String(node.name)) : undefined;
    return one === undefined || !isObject(node) || node.original_file_path !== one.file
      ? []
      : [{ unique_id: id, status: 'error', failures: null, message: one.message }];
  });
  const known = isList(results.results) ? results.results : [];
  return { manifest, results: { ...results, results: [...known, ...errors] } };
}

function failed({ words, command }: TheirWork, { code, output }: OtherEnd): TsdbtError {
  const last = output.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
  return failure('TD904', `"${words.join(' ')} ${command}" ended with ${code ?? 'an error'}:\n${last}`, {
    help: 'it must work by itself in this project, too',
  });
}
