import type { Relation } from '../adapter/index.ts';
import type { ManifestNode, SourceNode } from '../manifest/index.ts';
import type { World } from '../scope/index.ts';

/** The relation that a node or source is in the warehouse. */
export function relationOf(world: World, node: ManifestNode | SourceNode): Relation {
  throw new Error(`not yet ${world.projectName} ${node.name}`);
}

/** Its name as SQL, quoted as configured. */
export const relationNameOf = (world: World, node: ManifestNode | SourceNode): string =>
  relationOf(world, node).render();
