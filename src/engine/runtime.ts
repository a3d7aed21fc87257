import type { NodeId } from '../core/ids.ts';
import type { Manifest } from '../manifest/index.ts';
import { createRelationCache, type Runtime, type World } from '../scope/index.ts';

/** The world once the project is parsed and nodes are selected. */
export function createRuntime(world: World, manifest: Manifest, selected: ReadonlySet<NodeId>): Runtime {
  return {
    ...world,
    manifest,
    macros: { index: manifest.macroIndex, definitions: manifest.definitions },
    cache: createRelationCache(world.adapter),
    selected: [...selected],
    compiled: new Map(),
  };
}
