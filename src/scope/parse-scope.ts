import type { Scope } from '../template/index.ts';
import type { Capture, Macros, ParsedPart, World } from './world.ts';

/** An empty collector for one rendering while parsing. */
export function createCapture(): Capture {
  return { refs: [], sources: [], metrics: [], functions: [], macros: new Set(), configs: [] };
}

/** What a template sees while it is parsed: execute is false; refs, sources and configs are collected. */
export function parseScope(world: World, macros: Macros, part: ParsedPart, capture: Capture): Scope {
  throw new Error(
    `not yet ${world.projectName} ${macros.definitions.size} ${part.name} ${capture.refs.length}`,
  );
}
