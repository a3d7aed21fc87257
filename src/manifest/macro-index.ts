import type { MacroId } from '../core/ids.ts';
import type { DispatchResult, MacroIndex } from './manifest.ts';

/** What the index needs to know of a macro. */
export interface IndexedMacro {
  readonly unique_id: MacroId;
  readonly name: string;
  readonly package_name: string;
}

/** How macros are looked up in a project. */
export interface MacroIndexInput {
  readonly macros: Iterable<IndexedMacro>;
  readonly rootPackage: string;
  /** The standard library and the adapter's macros, the adapter's first: `['dbt_duckdb', 'dbt']`. */
  readonly standardPackages: readonly string[];
  /** Names of installed packages, also of those without macros. */
  readonly packages?: readonly string[];
  /** Prefixes that dispatch tries, in order: `['duckdb', 'default']`. */
  readonly adapterPrefixes: readonly string[];
  /** `dispatch:` of the root project. */
  readonly dispatch: readonly {
    readonly macro_namespace: string;
    readonly search_order: readonly string[];
  }[];
  /** Whether a package may replace a materialization of the standard library without being asked. */
  readonly allowPackageMaterializations: boolean;
}

/** Macros by package and name. */
type Packages = ReadonlyMap<string, ReadonlyMap<string, MacroId>>;

/** What the parts of the index share. */
interface Tables extends MacroIndexInput {
  readonly byPackage: Packages;
  /** The standard library as one namespace: the adapter's macros hide those of `dbt`. */
  readonly standard: ReadonlyMap<string, MacroId>;
}

/** Builds the lookup of macros by name, package, dispatch and materialization; a later macro of the same package and name wins. */
export function createMacroIndex(input: MacroIndexInput): MacroIndex {
  const byPackage = groupByPackage(input.macros);
  const tables: Tables = {
    ...input,
    byPackage,
    standard: standardNamespace(input.standardPackages, byPackage),
  };
  const packages = new Set([
    ...byPackage.keys(),
    ...input.standardPackages,
    ...(input.packages ?? []),
    'dbt',
  ]);
  const find = (name: string, from: string): MacroId | undefined => findBare(tables, name, from);
  return {
    find,
    mentioned: (name, from) => findMentioned(tables, name, from),
    findIn: (packageName, name) => findIn(tables, packageName, name),
    isPackage: (name) => packages.has(name),
    dispatch: remembered((name, namespace, from) => dispatch(tables, name, namespace, from)),
    materialization: (name) => materialization(tables, name),
    names: () => visibleNames(tables),
  };
}

type Dispatch = MacroIndex['dispatch'];

/** Every node of a run dispatches the same dozen names. */
function remembered(find: Dispatch): Dispatch {
  const known = new Map<string, DispatchResult>();
  return (name, namespace, from) => {
    const key = `${name} ${namespace} ${from}`;
    const result = known.get(key) ?? find(name, namespace, from);
    known.set(key, result);
    return result;
  };
}

function groupByPackage(macros: Iterable<IndexedMacro>): Packages {
  const out = new Map<string, Map<string, MacroId>>();
  for (const macro of macros) {
    const names = out.get(macro.package_name) ?? new Map<string, MacroId>();
    names.set(macro.name, macro.unique_id);
    out.set(macro.package_name, names);
  }
  return out;
}

function standardNamespace(names: readonly string[], byPackage: Packages): ReadonlyMap<string, MacroId> {
  const out = new Map<string, MacroId>();
  for (const name of names.toReversed())
    for (const [macro, id] of byPackage.get(name) ?? []) out.set(macro, id);
  return out;
}

const isStandard = (tables: Tables, packageName: string): boolean =>
  tables.standardPackages.includes(packageName);

function findBare(tables: Tables, name: string, from: string): MacroId | undefined {
  const own = isStandard(tables, from) ? undefined : tables.byPackage.get(from)?.get(name);
  return own ?? tables.byPackage.get(tables.rootPackage)?.get(name) ?? tables.standard.get(name);
}

/** dbt's depends_on of macros and its tests see macros of every package, those of the last one first. */
function findMentioned(tables: Tables, name: string, from: string): MacroId | undefined {
  const own = from === 'dbt' ? tables.standard.get(name) : tables.byPackage.get(from)?.get(name);
  const root = own ?? tables.byPackage.get(tables.rootPackage)?.get(name);
  if (root !== undefined) return root;
  let last: MacroId | undefined;
  for (const [packageName, macros] of tables.byPackage)
    if (!isStandard(tables, packageName)) last = macros.get(name) ?? last;
  return last ?? tables.standard.get(name);
}

/** The project's own generate_* macros count only when they stand in the root project, as in dbt: `find` sees to that. */
function findIn(tables: Tables, packageName: string, name: string): MacroId | undefined {
  if (packageName === 'dbt') return tables.standard.get(name);
  return tables.byPackage.get(packageName === '' ? tables.rootPackage : packageName)?.get(name);
}

function searchOrder(tables: Tables, namespace: string | null): readonly (string | null)[] {
  if (namespace === null) return [null];
  const configured = tables.dispatch.find((entry) => entry.macro_namespace === namespace);
  if (configured) return configured.search_order;
  const known =
    tables.byPackage.has(namespace) || tables.packages?.includes(namespace) === true || namespace === 'dbt';
  return known ? [tables.rootPackage, namespace] : [null];
}

function dispatch(tables: Tables, name: string, namespace: string | null, from: string): DispatchResult {
  const searched: string[] = [];
  for (const packageName of searchOrder(tables, namespace)) {
    for (const prefix of tables.adapterPrefixes) {
      const full = `${prefix}__${name}`;
      const id = packageName === null ? findBare(tables, full, from) : findIn(tables, packageName, full);
      if (id !== undefined) return { kind: 'found', id };
      searched.push(packageName === null ? full : `${packageName}.${full}`);
    }
  }
  const anywhere = namespace === null ? inAnyPackage(tables, name) : undefined;
  return anywhere === undefined ? { kind: 'missing', searched } : { kind: 'found', id: anywhere };
}

/** A test of a package dispatches to macros beside it, also when another package asked for the test. */
function inAnyPackage(tables: Tables, name: string): MacroId | undefined {
  for (const prefix of tables.adapterPrefixes) {
    const id = candidate(tables, 'package', `${prefix}__${name}`);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** Where a candidate for a materialization stands, best first. */
type Locality = 'root' | 'standard' | 'package';

/**
 * An adapter's own materialization beats the default one, whoever wrote it; among equals the root project wins over
 * packages, and packages over the standard library only where that is allowed.
 */
function materialization(tables: Tables, name: string): MacroId | undefined {
  const order: readonly Locality[] = tables.allowPackageMaterializations
    ? ['root', 'package', 'standard']
    : ['root', 'standard', 'package'];
  const adapters = tables.adapterPrefixes;
  for (const adapter of adapters) {
    for (const locality of order) {
      const id = candidate(tables, locality, `materialization_${name}_${adapter}`);
      if (id === undefined) continue;
      if (locality === 'package' && !tables.allowPackageMaterializations) {
        return builtin(tables, name) ?? id;
      }
      return id;
    }
  }
  return undefined;
}

/** A package may add a materialization, but not silently replace one of the standard library. */
function builtin(tables: Tables, name: string): MacroId | undefined {
  for (const adapter of tables.adapterPrefixes) {
    const full = `materialization_${name}_${adapter}`;
    const id = candidate(tables, 'root', full) ?? candidate(tables, 'standard', full);
    if (id !== undefined) return id;
  }
  return undefined;
}

function candidate(tables: Tables, locality: Locality, name: string): MacroId | undefined {
  if (locality === 'root') return tables.byPackage.get(tables.rootPackage)?.get(name);
  if (locality === 'standard') return tables.standard.get(name);
  for (const [packageName, macros] of tables.byPackage) {
    if (packageName === tables.rootPackage || isStandard(tables, packageName)) continue;
    const id = macros.get(name);
    if (id !== undefined) return id;
  }
  return undefined;
}

function* visibleNames(tables: Tables): Generator<string> {
  yield* tables.byPackage.get(tables.rootPackage)?.keys() ?? [];
  for (const name of tables.byPackage.keys()) if (!isStandard(tables, name)) yield name;
  yield* tables.standard.keys();
}
