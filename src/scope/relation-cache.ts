import type { Adapter, RelationInfo } from '../adapter/index.ts';
import type { RelationCache } from './context/world.ts';

/** Relations of one schema, by folded name. */
type Schema = Map<string, RelationInfo>;

/** An empty cache that compares names as the warehouse does. */
export function createRelationCache(adapter: Adapter): RelationCache {
  // Where the warehouse tells `a` from `A` apart, so does the cache.
  const folds = adapter.identifiers.same('a', 'A');
  const fold = (name: string): string => (folds ? name.toLowerCase() : name);
  const schemas = new Map<string, Schema>();
  const key = (database: string, schema: string): string => `${fold(database)}\u0000${fold(schema)}`;
  const schemaOf = (relation: RelationInfo): Schema | undefined =>
    schemas.get(key(relation.database, relation.schema));
  const add = (relation: RelationInfo): void => {
    schemaOf(relation)?.set(fold(relation.identifier), relation);
  };
  const drop = (relation: RelationInfo): void => {
    schemaOf(relation)?.delete(fold(relation.identifier));
  };
  return {
    get: (database, schema, identifier) => schemas.get(key(database, schema))?.get(fold(identifier)),
    list: (database, schema) => [...(schemas.get(key(database, schema))?.values() ?? [])],
    has: (database, schema) => schemas.has(key(database, schema)),
    fill: (database, schema, relations) => {
      schemas.set(
        key(database, schema),
        new Map(relations.map((relation) => [fold(relation.identifier), relation])),
      );
    },
    add,
    drop,
    rename: (from, to) => {
      const known = schemaOf(from)?.get(fold(from.identifier));
      drop(from);
      add({ ...to, type: known?.type ?? to.type });
    },
    dropSchema: (database, schema) => void schemas.delete(key(database, schema)),
  };
}
