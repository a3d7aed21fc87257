import type { Json, JsonObject } from '../core/json.ts';

/** A manifest that was written before, by dbt or tsdbt: what was compared and deferred to, as plain data. */
export interface SavedManifest {
  /** Models, seeds, snapshots, tests, analyses and functions by unique_id. */
  readonly nodes: ReadonlyMap<string, JsonObject>;
  /** Everything that can be selected, the nodes included. */
  readonly resources: ReadonlyMap<string, JsonObject>;
  /** unique_id of each macro → its text. */
  readonly macros: ReadonlyMap<string, string>;
}

const SECTIONS = [
  'nodes',
  'functions',
  'sources',
  'exposures',
  'metrics',
  'semantic_models',
  'unit_tests',
  'saved_queries',
] as const;

/** Reads the content of a manifest.json whose version was looked at; undefined when it has no nodes. */
export function savedManifest(content: JsonObject): SavedManifest | undefined {
  if (!isObject(content.nodes)) return undefined;
  const entries = SECTIONS.flatMap((section) => entriesOf(content[section]));
  return {
    nodes: new Map([...entriesOf(content.nodes), ...entriesOf(content.functions)].map(renewed)),
    resources: new Map(entries.map(renewed)),
    macros: new Map(entriesOf(content.macros).map(([id, macro]) => [id, String(macro.macro_sql ?? '')])),
  };
}

/** Versions of dbt before 1.3 said raw_sql, those before 1.5 nothing of access. */
function renewed([id, node]: readonly [string, JsonObject]): readonly [string, JsonObject] {
  const isModel = node.resource_type === 'model';
  if (!('raw_sql' in node) && (!isModel || 'access' in node)) return [id, node];
  const text = 'raw_sql' in node ? { raw_code: node.raw_sql ?? null } : {};
  return [id, { ...text, ...(isModel ? { access: 'protected' } : {}), ...node }];
}

function entriesOf(section: Json | undefined): (readonly [string, JsonObject])[] {
  if (!isObject(section)) return [];
  return Object.entries(section).flatMap(([id, value]) => (isObject(value) ? [[id, value] as const] : []));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

/** A part of a saved resource, an empty object for anything else. */
export const savedPart = (resource: JsonObject, key: string): JsonObject => {
  const value = resource[key];
  return isObject(value) ? value : {};
};
