import type { Adapter, RelationInfo } from '../adapter/index.ts';
import type { RelationCache } from './context/world.ts';

/** Relations of one schema, by folded name. */
type Schema = Map<string, RelationInfo>;

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
    fill: (database, schema, relations) => {
      const known = databases.get(fold(database)) ?? new Map<string, Schema>();
      databases.set(fold(database), known);
      known.set(fold(schema), new Map(relations.map((relation) => [fold(relation.identifier), relation])));
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
