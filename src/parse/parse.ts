import type { Diagnostic } from '../core/diagnostic.ts';
import type { Manifest } from '../manifest/index.ts';
import type { Project } from '../project/project.ts';
import type { World } from '../scope/world.ts';

/** What parsing needs. */
export interface ParseInput {
  readonly project: Project;
  readonly world: World;
}

/** What came of it: the manifest is null when there are errors. */
export interface ParseResult {
  readonly manifest: Manifest | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads all files of a project into a manifest. */
export function parseProject(input: ParseInput): ParseResult {
  throw new Error(`not yet: ${input.project.name}`);
}
