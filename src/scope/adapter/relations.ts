import type { Relation, RelationInfo } from '../../adapter/index.ts';
import { chain, type MaybePromise } from '../../core/maybe-promise.ts';
import { type CallArguments, hostFunction, PyError, type Value } from '../../template/index.ts';
import { listOf } from '../../template/python/sequence.ts';
import { failAt } from '../context/fail.ts';
import { projectRelation } from '../names/relations.ts';
import { commit } from '../sql/send.ts';
import { relationValue } from '../values/relation-value.ts';
import {
  type Asking,
  asRelation,
  callStandard,
  infoOf,
  infoOfRow,
  knownRelation,
  type Methods,
  textOrNull,
} from './methods.ts';

/** Methods that find, make, rename and drop relations and schemas; they keep the cache up to date. */
export const relationMethods: Methods<Asking> = {
  get_relation: (on) =>
    hostFunction('get_relation', ['database', 'schema', 'identifier'], (database, schema, identifier, call) =>
      findRelation(on, textOrNull(database), textOrNull(schema), textOrNull(identifier) ?? '', call),
    ),
  load_relation: (on) =>
    hostFunction('load_relation', ['relation'], (relation, call) => {
      const { database, schema, identifier } = asRelation(relation, 'load_relation');
      return findRelation(on, database, schema, identifier ?? '', call);
    }),
  has_leftovers: ({ context }) =>
    hostFunction('has_leftovers', ['relation'], (relation) => {
      const { database, schema } = asRelation(relation, 'has_leftovers');
      return context.runtime.cache.hasLeftovers(database ?? '', schema ?? '');
    }),
  already_exists: (on) =>
    hostFunction('already_exists', ['schema', 'name'], (schema, name, call) => {
      const found = findRelation(
        on,
        on.context.world.target.database,
        textOrNull(schema),
        textOrNull(name) ?? '',
        call,
      );
      return chain(found, (relation) => relation !== null);
    }),
  list_relations: (on) =>
    hostFunction('list_relations', ['database', 'schema'], (database, schema, call) =>
      chain(relationsIn(on, textOrNull(database), textOrNull(schema), call), (list) =>
        list.map((one) => knownRelation(on, one)),
      ),
    ),
  list_relations_without_caching: (on) =>
    hostFunction('list_relations_without_caching', ['schema_relation'], (relation, call) =>
      chain(readRelations(on, asRelation(relation, 'list_relations_without_caching'), call), (list) =>
        list.map((one) => knownRelation(on, one)),
      ),
    ),
  drop_relation: (on) =>
    hostFunction('drop_relation', ['relation'], (relation, call) => dropRelation(on, relation, call)),
  truncate_relation: (on) =>
    hostFunction('truncate_relation', ['relation'], (relation, call) =>
      callStandard(on, 'truncate_relation', [relation], call),
    ),
  rename_relation: (on) =>
    hostFunction('rename_relation', ['from_relation', 'to_relation'], (from, to, call) => {
      on.context.runtime.cache.rename(
        infoOf(asRelation(from, 'rename_relation', 'from_relation')),
        infoOf(asRelation(to, 'rename_relation', 'to_relation')),
      );
      return callStandard(on, 'rename_relation', [from, to], call);
    }),
  create_schema: (on) =>
    hostFunction('create_schema', ['relation'], (relation, call) =>
      changeSchema(on, 'create_schema', relation, call),
    ),
  drop_schema: (on) =>
    hostFunction('drop_schema', ['relation'], (value, call) =>
      chain(changeSchema(on, 'drop_schema', value, call), (result) => {
        const { database, schema } = asRelation(value, 'drop_schema');
        on.context.runtime.cache.dropSchema(database ?? '', schema ?? '');
        return result;
      }),
    ),
  list_schemas: (on) =>
    hostFunction('list_schemas', ['database'], (database, call) =>
      chain(callStandard(on, 'list_schemas', [database], call), (rows) =>
        listOf(rows).map((row) => listOf(row)[0] ?? null),
      ),
    ),
  check_schema_exists: (on) =>
    hostFunction('check_schema_exists', ['database', 'schema'], (database, schema, call) =>
      schemaExists(on, database, schema, call),
    ),
  ...cacheMethods(),
};

/** Whether a relation is there; its schema is listed once. */
export const relationExists = (
  on: Asking,
  { database, schema, identifier }: Relation,
  call: CallArguments,
): MaybePromise<boolean> =>
  chain(findRelation(on, database, schema, identifier ?? '', call), (found) => found !== null);

/** The relation of that name, or None; the schema is listed once. */
function findRelation(
  on: Asking,
  database: string | null,
  schema: string | null,
  identifier: string,
  call: CallArguments,
): MaybePromise<Value> {
  const { cache } = on.context.runtime;
  const where = database ?? on.context.world.target.database ?? '';
  const listed = cache.has(where, schema ?? '') ? null : relationsIn(on, where, schema, call);
  return chain<unknown, Value>(listed, () => {
    const info = cache.get(where, schema ?? '', identifier);
    return info ? knownRelation(on, info) : null;
  });
}

/** The relations of a schema: from the cache, or asked for and kept. */
function relationsIn(
  on: Asking,
  database: string | null,
  schema: string | null,
  call?: CallArguments,
): MaybePromise<readonly RelationInfo[]> {
  const { cache } = on.context.runtime;
  const [where, name] = [database ?? on.context.world.target.database ?? '', schema ?? ''];
  if (cache.has(where, name)) return cache.list(where, name);
  const relation = projectRelation(on.context.world, {
    database: where,
    schema: name,
    identifier: null,
  }).withoutIdentifier();
  return chain(readRelations(on, relation, call), (list) => {
    cache.fill(where, name, list);
    return list;
  });
}

const readRelations = (
  on: Asking,
  schema: Relation,
  call?: CallArguments,
): MaybePromise<readonly RelationInfo[]> =>
  chain(callStandard(on, 'list_relations_without_caching', [relationValue(schema)], call), (rows) =>
    listOf(rows).map((row) => infoOfRow(listOf(row))),
  );

function dropRelation(on: Asking, value: Value, call: CallArguments): MaybePromise<Value> {
  const relation = asRelation(value, 'drop_relation');
  if (relation.type === null) {
    throw failAt(call, 'TD305', `Tried to drop relation ${relation.toString()}, but its type is null.`);
  }
  on.context.runtime.cache.drop(infoOf(relation));
  return callStandard(on, 'drop_relation', [value], call);
}

function changeSchema(
  on: Asking,
  macro: 'create_schema' | 'drop_schema',
  value: Value,
  call: CallArguments,
): MaybePromise<Value> {
  const relation = asRelation(value, macro).withoutIdentifier();
  return chain(callStandard(on, macro, [relationValue(relation)], call), async () => {
    await commit(on.context.runtime, on.context.session);
    return null;
  });
}

function schemaExists(on: Asking, database: Value, schema: Value, call: CallArguments): MaybePromise<Value> {
  const named = {
    database: textOrNull(database),
    schema: textOrNull(schema),
    identifier: 'INFORMATION_SCHEMA',
  };
  const view = relationValue(projectRelation(on.context.world, named).informationSchema());
  return chain(callStandard(on, 'check_schema_exists', [view, schema], call), (rows) => {
    const [first = null] = listOf(rows);
    return Number(listOf(first)[0] ?? 0) > 0;
  });
}

function cacheMethods(): Methods<Asking> {
  const told =
    (name: string, tell: (on: Asking, relation: Relation) => void) =>
    (on: Asking): Value =>
      hostFunction(name, ['relation'], (relation) => {
        if (relation === null)
          throw new PyError('TypeError', `Attempted to cache a null relation in ${name}`);
        tell(on, asRelation(relation, name));
        return '';
      });
  return {
    cache_added: told('cache_added', (on, relation) => on.context.runtime.cache.add(infoOf(relation))),
    cache_dropped: told('cache_dropped', (on, relation) => on.context.runtime.cache.drop(infoOf(relation))),
    cache_renamed: (on) =>
      hostFunction('cache_renamed', ['from_relation', 'to_relation'], (from, to) => {
        on.context.runtime.cache.rename(
          infoOf(asRelation(from, 'cache_renamed')),
          infoOf(asRelation(to, 'cache_renamed')),
        );
        return '';
      }),
  };
}
