import type { MaybePromise } from '../../core/maybe-promise.ts';
import { didYouMean } from '../../core/similar.ts';
import { hostFunction, PyObject, PyTuple, Undefined, type Value } from '../../template/index.ts';
import type { MacroContext } from '../context/context.ts';
import { relationClass } from '../names/api.ts';
import { emptyTable } from '../values/table.ts';
import { columnMethods } from './columns.ts';
import { constraintMethods } from './constraints.ts';
import { incrementalMethods } from './incremental.ts';
import type { Asking, Method, Naming } from './methods.ts';
import { namingMethods } from './naming.ts';
import { relationMethods } from './relations.ts';
import { snapshotMethods, snapshotNaming } from './snapshots.ts';
import { statementMethods } from './statements.ts';

const named = <N>(
  ...tables: readonly Readonly<Record<string, Method<N>>>[]
): ReadonlyMap<string, Method<N>> => new Map(tables.flatMap((table) => Object.entries(table)));

const NAMING = named<Naming>(namingMethods, constraintMethods, snapshotNaming);
const ASKING = named<Asking>(
  relationMethods,
  columnMethods,
  statementMethods,
  incrementalMethods,
  snapshotMethods,
);

/** `adapter`: methods by dbt's names, made when asked for. */
class AdapterValue<N extends Naming> extends PyObject {
  readonly typeName = 'DatabaseWrapper';
  readonly #on: N;
  readonly #methods: readonly ReadonlyMap<string, Method<N>>[];
  readonly #made = new Map<string, Value>();
  constructor(on: N, methods: readonly ReadonlyMap<string, Method<N>>[]) {
    super();
    this.#on = on;
    this.#methods = methods;
  }
  override attribute(name: string): MaybePromise<Value> | undefined {
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    const value = this.#make(name);
    if (value !== undefined) this.#made.set(name, value);
    return value;
  }
  #make(name: string): Value | undefined {
    if (name === 'Relation') return relationClass(this.#on.context.world);
    for (const table of this.#methods) {
      const method = table.get(name);
      if (method) return method(this.#on);
    }
    // While parsing, what is not there is undefined and may be called, as in dbt.
    if (!this.#on.context.execute) return undefined;
    const help = didYouMean(
      name,
      this.#methods.flatMap((table) => [...table.keys()]),
    );
    return new Undefined(
      name,
      `'${this.typeName} object' has no attribute '${name}'${help ? `: ${help}` : ''}`,
    );
  }
  str(): string {
    return '<adapter>';
  }
}

/** `adapter` at run time. */
export const runAdapter = (on: Asking): Value => new AdapterValue<Asking>(on, [ASKING, NAMING]);

/** `adapter` while parsing: what would ask the warehouse gives nothing, as in dbt. */
export const parseAdapter = (on: Naming): Value => new AdapterValue<Naming>(on, [SILENT, NAMING]);

/** What the methods that ask a warehouse give while parsing; None where nothing is said here. */
const NOTHING: ReadonlyMap<string, () => Value> = new Map<string, () => Value>([
  ['execute', () => new PyTuple(['', emptyTable()])],
  ['add_query', () => new PyTuple([null, null])],
  ['list_relations', () => []],
  ['list_relations_without_caching', () => []],
  ['list_schemas', () => []],
  ['get_columns_in_relation', () => []],
  ['get_columns_in_table', () => []],
  ['get_missing_columns', () => []],
  ['get_column_schema_from_query', () => []],
  ['check_schema_exists', () => false],
  ['already_exists', () => false],
]);

const SILENT: ReadonlyMap<string, Method<MacroNaming>> = new Map(
  [...ASKING.keys()].map((name) => [
    name,
    (): Value => hostFunction(name, ['*args', '**options'], () => NOTHING.get(name)?.() ?? null),
  ]),
);

type MacroNaming = Naming<MacroContext>;
