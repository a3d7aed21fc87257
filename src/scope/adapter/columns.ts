import { Column, type Relation } from '../../adapter/index.ts';
import { chain, type MaybePromise } from '../../core/maybe-promise.ts';
import { type CallArguments, hostFunction, type Value } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
import { listOf } from '../../template/python/sequence.ts';
import { placeOf } from '../context/fail.ts';
import { columnRules } from '../names/api.ts';
import { projectRelation } from '../names/relations.ts';
import { send } from '../sql/send.ts';
import { asColumn, columnValue } from '../values/column-value.ts';
import { relationValue } from '../values/relation-value.ts';
import { type Asking, asRelation, callStandard, type Methods, textOrNull } from './methods.ts';

/** Methods about columns of relations and queries. */
export const columnMethods: Methods<Asking> = {
  get_columns_in_relation: (on) =>
    hostFunction('get_columns_in_relation', ['relation'], (relation, call) => columnsOf(on, relation, call)),
  get_columns_in_table: (on) =>
    hostFunction('get_columns_in_table', ['schema', 'identifier'], (schema, identifier, call) => {
      const named = {
        database: on.context.world.target.database,
        schema: textOrNull(schema),
        identifier: textOrNull(identifier),
      };
      return columnsOf(on, relationValue(projectRelation(on.context.world, named)), call);
    }),
  get_missing_columns: (on) =>
    hostFunction('get_missing_columns', ['from_relation', 'to_relation'], (from, to, call) => {
      const relations = checked('get_missing_columns', from, to);
      return chain(columnsOf(on, relationValue(relations[0]), call), (source) =>
        chain(columnsOf(on, relationValue(relations[1]), call), (target) =>
          missing(listOf(source), listOf(target)),
        ),
      );
    }),
  expand_target_column_types: (on) =>
    hostFunction('expand_target_column_types', ['from_relation', 'to_relation'], (from, to, call) => {
      checked('expand_target_column_types', from, to);
      return expand(on, from, to, call);
    }),
  get_column_schema_from_query: (on) =>
    hostFunction('get_column_schema_from_query', ['sql'], async (sql, call) => {
      const { runtime, session } = on.context;
      const result = await send(runtime, session, str(sql), { fetch: true, from: () => placeOf(call) });
      const rules = columnRules(on.context.world);
      return result.columns.flatMap(({ name, type, family }) =>
        new Column(rules, name, family ?? type).flatten().map(columnValue),
      );
    }),
};

const columnsOf = (on: Asking, relation: Value, call: CallArguments): MaybePromise<Value> =>
  callStandard(on, 'get_columns_in_relation', [relation], call);

const checked = (method: string, from: Value, to: Value): readonly [Relation, Relation] => [
  asRelation(from, method, 'from_relation'),
  asRelation(to, method, 'to_relation'),
];

function missing(source: readonly Value[], target: readonly Value[]): Value[] {
  const known = new Set(target.map((column) => asColumn(column).name));
  return source.filter((column) => !known.has(asColumn(column).name));
}

/** Widens text columns of `to` that hold longer text in `from`. */
async function expand(on: Asking, from: Value, to: Value, call: CallArguments): Promise<Value> {
  const wanted = listOf(await columnsOf(on, from, call)).map(asColumn);
  const present = new Map(
    listOf(await columnsOf(on, to, call)).map((value) => [asColumn(value).name, asColumn(value)]),
  );
  for (const column of wanted) {
    const old = present.get(column.name);
    if (!old?.canExpandTo(column)) continue;
    const type = on.context.world.adapter.types.stringType(column.stringSize());
    await callStandard(on, 'alter_column_type', [to, column.name, type], call);
  }
  return null;
}
