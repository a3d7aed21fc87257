import type { Json, JsonObject } from '../core/json.ts';
import { type Comparison, counted, type Difference, merged } from './comparison.ts';
import { isList, isObject, type JsonDifference, jsonDifferences, objectAt } from './json-differences.ts';
import type { Sameness } from './sameness.ts';
import { sqlWords } from './sql-words.ts';

/** A manifest.json, and what makes its texts comparable. */
export interface ManifestSide {
  readonly manifest: JsonObject;
  readonly sameness: Sameness;
}

/** Sections whose entries are compared field by field. */
const SECTIONS = [
  'nodes',
  'sources',
  'exposures',
  'metrics',
  'semantic_models',
  'saved_queries',
  'groups',
  'unit_tests',
  'functions',
  'macros',
  'docs',
  'disabled',
] as const;

/** Names for sections that are not that of what they hold. */
const NAMES: Readonly<Record<string, string>> = {
  sources: 'source',
  exposures: 'exposure',
  metrics: 'metric',
  semantic_models: 'semantic model',
  saved_queries: 'saved query',
  groups: 'group',
  unit_tests: 'unit test',
  functions: 'function',
  macros: 'macro',
  docs: 'doc',
};

/** When it was made, what compiling has added (compared as SQL), and macros that are called inside of the standard library. */
const IGNORED: ReadonlySet<string> = new Set([
  'created_at',
  'compiled',
  'compiled_code',
  'compiled_path',
  'build_path',
  'extra_ctes',
  'extra_ctes_injected',
  '_pre_injected_sql',
  'root_path',
]);

/** Packages that a tool ships: their macros are its own. */
const isStandard = (id: string): boolean =>
  /^(macro|doc)\.dbt(_duckdb|_postgres|_redshift|_snowflake|_bigquery|_spark)?\./.test(id);

/** Compares what two manifest.json say of the project's resources and of the graph. */
export function compareManifests(theirs: ManifestSide, ours: ManifestSide): Comparison {
  const parts = SECTIONS.map((section) => compareSection(section, theirs, ours));
  return merged([...parts, compareSelectors(theirs, ours), compareGraph(theirs, ours)]);
}

function compareSection(section: string, theirs: ManifestSide, ours: ManifestSide): Comparison {
  const a = objectAt(theirs.manifest, section);
  const b = objectAt(ours.manifest, section);
  const ids = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((id) => !isStandard(id)).sort();
  const byKind = Map.groupBy(ids, (id) => kindOf(section, a[id] ?? b[id]));
  return merged(
    [...byKind].map(([kind, own]) =>
      counted(kind, own, (id) => differencesOf(kind, id, [a[id], b[id]], [theirs, ours])),
    ),
  );
}

function kindOf(section: string, value: Json | undefined): string {
  if (section === 'disabled') return 'disabled';
  const type = isObject(value) ? value.resource_type : undefined;
  return NAMES[section] ?? (typeof type === 'string' ? type : section);
}

type Sides<T> = readonly [theirs: T, ours: T];

function differencesOf(
  kind: string,
  id: string,
  [a, b]: Sides<Json | undefined>,
  [theirs, ours]: Sides<ManifestSide>,
): readonly Difference[] {
  if (a === undefined) return [{ kind, id, path: '', theirs: '(missing)', ours: '(there)' }];
  if (b === undefined) return [{ kind, id, path: '', theirs: '(there)', ours: '(missing)' }];
  return valueDifferences(shown(kind, a), shown(kind, b), theirs, ours).map((one) => ({ kind, id, ...one }));
}

function valueDifferences(
  a: Json,
  b: Json,
  theirs: ManifestSide,
  ours: ManifestSide,
): readonly JsonDifference[] {
  const same = (x: string, y: string): boolean => {
    const [left, right] = [theirs.sameness.text(x), ours.sameness.text(y)];
    return left === right;
  };
  return jsonDifferences(a, b, same, IGNORED);
}

/** A macro's calls into the standard library are the tool's own matter; SQL of a macro counts up to white space. */
function shown(kind: string, value: Json): Json {
  if (isList(value)) return value.map((one) => withoutMade(one));
  if (!isObject(value)) return value;
  if (kind !== 'macro') return withSets(value);
  const { macros } = objectAt(value, 'depends_on');
  const own = isList(macros) ? macros.filter((id) => !isStandard(String(id))) : [];
  return { ...value, depends_on: { macros: [...own].sort() }, macro_sql: sqlWords(String(value.macro_sql)) };
}

/** dbt's order of sources is that of a hash table, another one in each run. */
function withSets(value: JsonObject): JsonObject {
  const { sources, depends_on: on } = value;
  const nodes = isObject(on) && isList(on.nodes) ? { depends_on: { ...on, nodes: sorted(on.nodes) } } : {};
  return { ...value, ...nodes, ...(isList(sources) ? { sources: sorted(sources) } : {}) };
}

const sorted = (list: readonly Json[]): readonly Json[] =>
  list.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));

/** Lists of `disabled` hold whole nodes. */
const withoutMade = (value: Json): Json =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !IGNORED.has(key))) : value;

const compareSelectors = (theirs: ManifestSide, ours: ManifestSide): Comparison =>
  compareEntries(
    'selector',
    objectAt(theirs.manifest, 'selectors'),
    objectAt(ours.manifest, 'selectors'),
    theirs,
    ours,
  );

/** Who stands on whom, in both directions at once: parents, in any order. */
const compareGraph = (theirs: ManifestSide, ours: ManifestSide): Comparison =>
  compareEntries('parents', parents(theirs), parents(ours), theirs, ours);

const parents = ({ manifest }: ManifestSide): JsonObject =>
  Object.fromEntries(
    Object.entries(objectAt(manifest, 'parent_map')).map(([id, ids]) => [
      id,
      isList(ids) ? [...ids].sort() : ids,
    ]),
  );

function compareEntries(
  kind: string,
  a: JsonObject,
  b: JsonObject,
  theirs: ManifestSide,
  ours: ManifestSide,
): Comparison {
  const ids = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return counted(kind, ids, (id) => differencesOf(kind, id, [a[id], b[id]], [theirs, ours]));
}
