import { failure } from '../../core/diagnostic.ts';
import { chain, type MaybePromise } from '../../core/maybe-promise.ts';
import {
  type CallArguments,
  callValue,
  hostFunction,
  PyDict,
  PyObject,
  type Value,
} from '../../template/index.ts';
import { truthy } from '../../template/python/compare.ts';
import { str } from '../../template/python/print.ts';
import { listOf } from '../../template/python/sequence.ts';
import { asColumn } from '../values/column-value.ts';
import { relationValue } from '../values/relation-value.ts';
import { type Asking, asRelation, callStandard, type Methods, type Naming } from './methods.ts';

/** What snapshots ask without the warehouse. */
export const snapshotNaming: Methods<Naming> = {
  get_hard_deletes_behavior: () => hostFunction('get_hard_deletes_behavior', ['config'], hardDeletes),
};

/** What snapshots ask of the table that holds their history. */
export const snapshotMethods: Methods<Asking> = {
  valid_snapshot_target: (on) =>
    hostFunction('valid_snapshot_target', ['relation', 'column_names?'], (relation, names, call) =>
      checkColumns(on, 'valid_snapshot_target', relation, wantedNames(names, ALWAYS), call),
    ),
  assert_valid_snapshot_target_given_strategy: (on) => {
    const name = 'assert_valid_snapshot_target_given_strategy';
    return hostFunction(name, ['relation', 'column_names', 'strategy'], (relation, names, strategy, call) => {
      const records = strategy instanceof PyDict && strategy.get('hard_deletes') === 'new_record';
      const wanted = wantedNames(names, records ? [...ALWAYS, 'dbt_is_deleted'] : ALWAYS);
      return checkColumns(on, name, relation, wanted, call);
    });
  },
};

const ALWAYS = ['dbt_scd_id', 'dbt_valid_from', 'dbt_valid_to'] as const;

const wantedNames = (names: Value | undefined, wanted: readonly string[]): readonly string[] =>
  names instanceof PyDict ? wanted.map((name) => str(names.get(name) ?? name)) : wanted;

/** Fails when the table is no history: it lacks columns that snapshots add. */
function checkColumns(
  on: Asking,
  method: string,
  value: Value,
  wanted: readonly string[],
  call: CallArguments,
): MaybePromise<Value> {
  const relation = asRelation(value, method);
  return chain(callStandard(on, 'get_columns_in_relation', [relationValue(relation)], call), (columns) => {
    const known = new Set(listOf(columns).map((column) => asColumn(column).name.toLowerCase()));
    const missing = wanted.filter((name) => !known.has(name.toLowerCase()));
    if (missing.length === 0) return null;
    const list = missing.map((name) => `"${name}"`).join(', ');
    throw failure(
      'TD511',
      `Snapshot target is missing configured columns (missing ${list}). See https://docs.getdbt.com/docs/build/snapshots#snapshot-meta-fields for more information.`,
      { help: `${relation.render()} was not made by this snapshot: add the columns, or move the table away` },
    );
  });
}

/** What a snapshot does with rows that are gone: `ignore`, `invalidate` or `new_record`. */
function hardDeletes(config: Value): MaybePromise<Value> {
  return chain(settingOf(config, 'invalidate_hard_deletes'), (legacy) =>
    chain(settingOf(config, 'hard_deletes'), (wanted) => behaviour(legacy, wanted)),
  );
}

/** A setting of a config object or of a plain dict. */
function settingOf(config: Value, key: string): MaybePromise<Value> {
  if (config instanceof PyDict) return config.get(key) ?? null;
  const get = config instanceof PyObject ? config.attribute('get') : undefined;
  if (get === undefined || get instanceof Promise) return null;
  return callValue(get, [key]);
}

function behaviour(legacy: Value, wanted: Value): Value {
  if (legacy !== null && wanted !== null) {
    throw failure(
      'TD212',
      'You cannot set both the invalidate_hard_deletes and hard_deletes config properties on the same snapshot.',
      { help: "keep hard_deletes: 'invalidate' is what invalidate_hard_deletes: true means" },
    );
  }
  if (truthy(legacy) || wanted === 'invalidate') return 'invalidate';
  if (wanted === null || wanted === 'ignore') return 'ignore';
  if (wanted === 'new_record') return wanted;
  throw failure('TD212', `Invalid setting for property hard_deletes. Got '${str(wanted)}'`, {
    help: 'ignore, invalidate or new_record',
  });
}
