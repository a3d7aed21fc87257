import { type Diagnostic, levelOf } from '../core/diagnostic.ts';
import type { Manifest } from '../manifest/index.ts';
import type { Project } from '../project/project.ts';
import type { Code, World } from '../scope/index.ts';
import { assemble, codeOf } from './assemble.ts';
import type { ParseContext, SavedMacros } from './context/context.ts';
import { createSession, type LastParse, type Reuse } from './incremental/session.ts';
import { link } from './link/link.ts';
import { readAll } from './read-all.ts';

/** What parsing needs. */
export interface ParseInput {
  readonly project: Project;
  readonly world: World;
  /** What is known of a macro file of the standard library by its text, so that it need not be read again. */
  readonly savedMacros?: SavedMacros;
  /** What the last parse left behind; without it nothing is remembered. */
  readonly last?: LastParse;
}

/** What came of it: the manifest is null when there are errors. */
export interface ParseResult {
  readonly manifest: Manifest | null;
  readonly code: Code;
  readonly diagnostics: readonly Diagnostic[];
  /** How much of the last parse was used, and what to leave for the next one; null when there are errors. */
  readonly reuse: Reuse | null;
}

/** Reads all files of a project into a manifest; reports everything that is wrong with it at once. */
export function parseProject(input: ParseInput): ParseResult {
  const diagnostics: Diagnostic[] = [];
  const session = createSession(input.project, input.world, input.last);
  const context: ParseContext = {
    ...input,
    world: session.world,
    memory: session.memory,
    packages: new Map(input.project.packages.map((one) => [one.name, one])),
    report: (diagnostic) => diagnostics.push(diagnostic),
    createdAt: Date.now() / 1000,
  };
  const parts = readAll(context, session);
  const linked = link(context, parts);
  const manifest = assemble(context, parts, linked);
  const failed = diagnostics.some((one) => levelOf(one) === 'error');
  return {
    manifest: failed ? null : manifest,
    code: codeOf(parts, linked),
    diagnostics,
    reuse: failed ? null : session.end(),
  };
}
