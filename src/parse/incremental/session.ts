import type { Project } from '../../project/project.ts';
import type { World } from '../../scope/index.ts';
import type { MacroParseContext } from '../context/context.ts';
import type { ParseMemory } from '../context/memory.ts';
import { changedKey, type KeptParse, keptText, readKept } from './kept-file.ts';
import { type ParseKeys, parseKeys } from './keys.ts';
import { createMemory } from './memory.ts';
import { createRecorder, envHash } from './recorder.ts';

/** What the last parse left behind, and who reads it. */
export interface LastParse {
  /** As it was written; undefined when there is nothing. */
  readonly text: string | undefined;
  /** Names the version of tsdbt: what another one wrote is not used. */
  readonly code: string;
}

/** How much of the last parse was used. */
export interface Reuse {
  /** Ends `Unable to do partial parsing because …`; null when it could be done. */
  readonly why: string | null;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  /** What to write for the next parse; null when that is what was read. */
  readonly text: () => string | null;
}

/** Remembering, from the first file to the last. */
export interface MemorySession {
  readonly world: World;
  readonly memory: ParseMemory;
  /** To be called when the macros are known, before anything else is read. */
  begin(context: MacroParseContext): void;
  /** To be called when all is read. */
  end(): Reuse;
}

/** Begins to parse with what was left behind; without it nothing is remembered for the next time. */
export function createSession(project: Project, world: World, last: LastParse | undefined): MemorySession {
  const read = last === undefined ? undefined : readKept(last.text, last.code);
  const kept = read?.kind === 'kept' ? read.kept : undefined;
  const recorder = createRecorder(world);
  const memory = createMemory(recorder, kept?.files ?? new Map());
  let why = read?.kind === 'unusable' ? read.why : null;
  let keys: ParseKeys | undefined;
  const begin = (context: MacroParseContext): void => {
    if (last === undefined) return;
    keys = parseKeys(context);
    if (kept === undefined) return;
    why = changedKey(kept.keys, keys) ?? changedEnv(kept, world);
    if (why === null) memory.trustCaptures();
  };
  const end = (): Reuse => {
    for (const file of textFiles(project)) memory.note(file);
    const files = memory.files();
    const env = new Map([...(kept?.env ?? []), ...recorder.env]);
    for (const name of env.keys()) env.set(name, envHash(world, name));
    const now = keys && { keys, env, files };
    const same = why === null && now !== undefined && isSame(kept, now);
    return {
      why,
      ...countChanges(kept, files),
      text: () => (now === undefined || same || last === undefined ? null : keptText(now, last.code)),
    };
  };
  return { world: last === undefined ? world : recorder.world, memory, begin, end };
}

const changedEnv = (kept: KeptParse, world: World): string | null =>
  Array.from(kept.env).some(([name, hash]) => envHash(world, name) !== hash) ? 'env vars have changed' : null;

/** Files whose texts are looked at in every parse; tsdbt's own are not the project's. */
function textFiles({ files, packages }: Project) {
  const standard = new Set(packages.flatMap(({ kind, name }) => (kind === 'standard' ? [name] : [])));
  return [...files.macro, ...files['generic-test'], ...files.docs, ...files.snapshot].filter(
    ({ packageName }) => !standard.has(packageName),
  );
}

function countChanges(
  kept: KeptParse | undefined,
  files: KeptParse['files'],
): Pick<Reuse, 'added' | 'changed' | 'deleted'> {
  const before = kept?.files ?? new Map();
  const all = [...files];
  return {
    added: all.filter(([path]) => !before.has(path)).length,
    changed: all.filter(([path, { hash }]) => before.has(path) && before.get(path)?.hash !== hash).length,
    deleted: [...before.keys()].filter((path) => !files.has(path)).length,
  };
}

/** Whether writing would change nothing. */
function isSame(kept: KeptParse | undefined, now: KeptParse): boolean {
  if (kept === undefined || kept.files.size !== now.files.size || kept.env.size !== now.env.size)
    return false;
  return Array.from(now.files).every(([path, { json }]) => kept.files.get(path)?.json === json);
}
