import type { Adapter, RelationInfo } from '../adapter/index.ts';
import type { RelationCache } from './context/world.ts';

/** Relations of one schema, by folded name. */
class Schema extends Map<string, RelationInfo> {
  /** Names of what was built beside another relation, or set aside for it. */
  readonly beside = new Set<string>();

  override set(name: string, relation: RelationInfo): this {
    if (BESIDE.test(relation.identifier)) this.beside.add(name);
    return super.set(name, relation);
  }

  override delete(name: string): boolean {
    this.beside.delete(name);
    return super.delete(name);
  }
}

/** In the names that make_intermediate_relation and make_backup_relation give. */
const BESIDE = /__dbt_(?:tmp|backup)/;

/** Schemas of one database, by folded name. */
type Database = Map<string, Schema>;

/** An empty cache that compares names as the warehouse does. */
export function createRelationCache(adapter: Adapter): RelationCache {
  // Where the warehouse tells `a` from `A` apart, so does the cache.
  const folds = adapter.identifiers.same('a', 'A');
  const fold = (name: string): string => (folds ? name.toLowerCase() : name);
  const databases = new Map<string, Database>();
  const find = (database: string, schema: string): Schema | undefined =>
    databases.get(fold(database))?.get(fold(schema));
  const schemaOf = (relation: RelationInfo): Schema | undefined => find(relation.database, relation.schema);
  const add = (relation: RelationInfo): void => {
    schemaOf(relation)?.set(fold(relation.identifier), relation);
  };
  const drop = (relation: RelationInfo): void => {
    schemaOf(relation)?.delete(fold(relation.identifier));
  };
  return {
    get: (database, schema, identifier) => find(database, schema)?.get(fold(identifier)),
    list: (database, schema) => [...(find(database, schema)?.values() ?? [])],
    has: (database, schema) => find(database, schema) !== undefined,
    hasLeftovers: (database, schema) => (find(database, schema)?.beside.size ?? 1) > 0,
    fill: (database, schema, relations) => {
      const known = databases.get(fold(database)) ?? new Map<string, Schema>();
      databases.set(fold(database), known);
      const filled = new Schema();
      for (const relation of relations) filled.set(fold(relation.identifier), relation);
      known.set(fold(schema), filled);
    },
    add,
    drop,
    rename: (from, to) => {
      const known = schemaOf(from)?.get(fold(from.identifier));
      drop(from);
      add({ ...to, type: known?.type ?? to.type });
    },
    dropSchema: (database, schema) => void databases.get(fold(database))?.delete(fold(schema)),
  };
}
