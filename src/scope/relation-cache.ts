import type { Adapter } from '../adapter/index.ts';
import type { RelationCache } from './world.ts';

/** An empty cache that compares names as the warehouse does. */
export function createRelationCache(adapter: Adapter): RelationCache {
  throw new Error(`not yet ${adapter.name}`);
}
