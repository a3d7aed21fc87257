import type { NodeId } from '../core/ids.ts';
import { createRelationCache, type Deferral, type Runtime, type World } from '../scope/index.ts';
import type { Parsed } from './manifest.ts';

/** The world once the project is parsed and nodes are selected. */
export function createRuntime(
  world: World,
  { manifest, code }: Pick<Parsed, 'manifest' | 'code'>,
  selected: ReadonlySet<NodeId>,
  deferred?: Deferral,
): Runtime {
  return {
    ...world,
    manifest,
    macros: { index: manifest.macroIndex, definitions: code.definitions },
    templates: code.templates,
    cache: createRelationCache(world.adapter),
    selected: [...selected],
    compiled: new Map(),
    ...(deferred ? { deferred } : {}),
  };
}
