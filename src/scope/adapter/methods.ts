import { Relation, type RelationInfo, relationType } from '../../adapter/index.ts';
import type { MaybePromise } from '../../core/maybe-promise.ts';
import { type CallArguments, callValue, PyError, type Value } from '../../template/index.ts';
import { typeName } from '../../template/python/numbers.ts';
import { str } from '../../template/python/print.ts';
import { listOf } from '../../template/python/sequence.ts';
import type { MacroContext, RunContext } from '../context/context.ts';
import { failAt } from '../context/fail.ts';
import type { MacroNamespace } from '../context/macro-namespace.ts';
import { relationRules } from '../names/relations.ts';
import { RelationValue, relationValue } from '../values/relation-value.ts';

/** What methods of `adapter` stand on, also while parsing. */
export interface Naming<C extends MacroContext = MacroContext> {
  readonly context: C;
  readonly namespace: MacroNamespace;
}

/** What methods that ask the warehouse stand on. */
export type Asking = Naming<RunContext>;

/** A method of `adapter`, made when it is first asked for. */
export type Method<N> = (on: N) => Value;

/** A table of methods by dbt's names. */
export type Methods<N> = Readonly<Record<string, Method<N>>>;

/** Calls a macro of the standard library, the root project's own version first. */
export function callStandard(
  { context, namespace }: Naming,
  name: string,
  positional: readonly Value[],
  call?: CallArguments,
): MaybePromise<Value> {
  const id = namespace.index.find(name, context.world.projectName);
  const macro = id === undefined ? undefined : namespace.unwatched(id);
  if (!macro)
    throw failAt(call, 'TD213', `dbt could not find a macro with the name '${name}' in any package`);
  return callValue(macro, positional, new Map(), call);
}

/** The relation inside a value; a PyError in dbt's words for anything else. */
export function asRelation(value: Value, method: string, argument = 'relation'): Relation {
  if (value instanceof RelationValue) return value.relation;
  const got = `${str(value)} (${typeName(value)})`;
  throw new PyError(
    'TypeError',
    `'adapter.${method}' expects argument '${argument}' to be of type 'Relation', instead got ${got}`,
    'TD304',
  );
}

/** A relation of the warehouse's list, as templates see it: all parts quoted, as dbt has them. */
export function knownRelation({ context }: Naming, info: RelationInfo): Value {
  const { identifiers } = context.world.adapter;
  const { database, schema, identifier, type } = info;
  return relationValue(
    Relation.create({
      path: { database, schema, identifier },
      type,
      quoteCharacter: identifiers.quote,
      ...relationRules(identifiers),
    }),
  );
}

/** A relation as the cache keeps it. */
export function infoOf(relation: Relation): RelationInfo {
  const { database, schema, identifier, type } = relation;
  return {
    database: database ?? '',
    schema: schema ?? '',
    identifier: identifier ?? '',
    type: type === null || type === 'pointer_table' || type === 'function' ? 'table' : type,
  };
}

/** A row of list_relations_without_caching: database, name, schema, type. */
export function infoOfRow(row: readonly Value[]): RelationInfo {
  const [database = null, identifier = null, schema = null, type = null] = row;
  const known = relationType(str(type));
  return {
    database: str(database),
    schema: str(schema),
    identifier: str(identifier),
    type: known === null || known === 'pointer_table' || known === 'function' ? 'external' : known,
  };
}

/** A text argument that may be None. */
export const textOrNull = (value: Value | undefined): string | null =>
  value === undefined || value === null ? null : str(value);

/** The relations that list_relations_without_caching listed. */
export const knownRelations = (rows: Value): readonly RelationInfo[] =>
  listOf(rows).map((row) => infoOfRow(listOf(row)));
