/**
 * The engine: one function per command, over an opened project.
 * In: where the project is, what is asked, who is told. Out: results and an exit code.
 * Promises: nothing is shared between two engines; what concerns no node rejects with TsdbtError; nothing is printed.
 */
export { build } from './build.ts';
export { type CleanOptions, clean } from './clean.ts';
export { type CleanRelationsOptions, cleanRelations } from './clean-relations.ts';
export { clone } from './clone.ts';
export { type Compared, compat } from './compat.ts';
export { compile } from './compile.ts';
export { type DebugOptions, debug } from './debug.ts';
export { type DepsOptions, deps } from './deps.ts';
export { docsGenerate } from './docs-generate.ts';
export { docsServe } from './docs-serve.ts';
export { sourceFreshness } from './freshness.ts';
export { type InitOptions, init } from './init.ts';
export { type Listed, ls } from './ls.ts';
export { type Engine, openEngine } from './open.ts';
export type * from './options.ts';
export { parse } from './parse.ts';
export type { CommandResult } from './result.ts';
export { retry } from './retry.ts';
export { run } from './run.ts';
export { runOperation } from './run-operation.ts';
export { seed } from './seed.ts';
export { type Shown, show } from './show.ts';
export { snapshot } from './snapshot.ts';
export { test } from './test.ts';
