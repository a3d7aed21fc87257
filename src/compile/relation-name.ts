import type { Relation } from '../adapter/index.ts';
import type { ManifestNode, SourceNode } from '../manifest/index.ts';
import { nodeRelation, sourceRelation, type World } from '../scope/index.ts';

/** The relation that a node or source is in the warehouse. */
export const relationOf = (world: World, node: ManifestNode | SourceNode): Relation =>
  node.resource_type === 'source' ? sourceRelation(world, node) : nodeRelation(world, node);

/** Its name as SQL, quoted as configured. */
export const relationNameOf = (world: World, node: ManifestNode | SourceNode): string =>
  relationOf(world, node).render();
