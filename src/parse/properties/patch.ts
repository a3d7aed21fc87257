import { failure } from '../../core/diagnostic.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { ColumnInfo } from '../../manifest/index.ts';
import { listOf, mappingOf, objectOf, textOf, toJson } from '../context/data.ts';
import { readColumns, readConstraints } from './columns.ts';
import { type PropertyEntry, placeIn } from './properties.ts';

/** What the properties say of one node. */
export interface NodePatch {
  readonly entry: PropertyEntry;
  /** `package://models/schema.yml` */
  readonly path: string;
  readonly description: string;
  readonly columns: { readonly [name: string]: ColumnInfo };
  readonly constraints: readonly JsonObject[];
  /** `config:` with the keys that may also stand beside it. */
  readonly config: JsonObject;
  readonly version: string | number | null;
  readonly latestVersion: string | number | null;
  readonly deprecationDate: string | null;
  readonly timeSpine: JsonObject | null;
}

/** Keys that may stand in `config:` or beside it. */
const MOVED = ['meta', 'docs', 'group', 'contract', 'access'] as const;

/** The config of an entry; TD206 for a key that stands both in it and beside it. */
export function entryConfig(
  entry: PropertyEntry,
  data: { readonly [key: string]: unknown } = entry.data,
): JsonObject {
  const config: { [key: string]: Json } = objectOf(data.config);
  for (const key of MOVED) {
    if (data[key] === undefined) continue;
    if (key in config) {
      const message = `In ${entry.file.path}: found ${key} dictionary in 'config' dictionary and as top-level key. Remove the top-level key and define it under 'config' dictionary only.`;
      throw failure('TD206', message, { at: placeIn(entry, key) });
    }
    config[key] = toJson(data[key]);
  }
  return config;
}

/** The patch that an entry without versions makes. */
export function patchOf(entry: PropertyEntry): NodePatch {
  const { data } = entry;
  for (const one of [data, ...listOf(data.versions), ...listOf(data.columns)])
    checkTests(entry, mappingOf(one));
  return {
    entry,
    path: patchPath(entry),
    description: textOf(data.description) ?? '',
    columns: readColumns(data.columns),
    constraints: readConstraints(data.constraints, `model ${entry.name}`, true),
    config: entryConfig(entry),
    version: null,
    latestVersion: null,
    deprecationDate: dateOf(data.deprecation_date),
    timeSpine: timeSpineOf(data.time_spine),
  };
}

/** `package://path` of the file of an entry. */
export const patchPath = (entry: PropertyEntry): string => `${entry.file.packageName}://${entry.file.path}`;

const dateOf = (value: unknown): string | null => {
  const text = textOf(value);
  if (text === null) return null;
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00+00:00` : text.replace(' ', 'T');
};

function timeSpineOf(value: unknown): JsonObject | null {
  const { standard_granularity_column: column, custom_granularities: custom } = objectOf(value);
  if (typeof column !== 'string') return null;
  return { standard_granularity_column: column, custom_granularities: custom ?? [] };
}

/** `tests` is the old name of `data_tests`: both at once are an error. */
function checkTests(entry: PropertyEntry, data: { readonly [key: string]: unknown }): void {
  if (data.tests === undefined || data.data_tests === undefined) return;
  throw failure(
    'TD206',
    `Invalid ${entry.section} config given in ${entry.file.path}: Invalid test config: cannot have both 'tests' and 'data_tests' defined`,
    {
      at: placeIn(entry, 'tests'),
    },
  );
}

/** The patch of one version of a model: what it says itself, else what the model says. */
export function versionPatch(
  entry: PropertyEntry,
  version: { readonly [key: string]: unknown },
  latest: string | number,
): NodePatch {
  const base = patchOf(entry);
  return {
    ...base,
    description: textOf(version.description) || base.description,
    columns: readColumns(versionColumns(entry.data.columns, version.columns)),
    constraints:
      version.constraints === undefined
        ? base.constraints
        : readConstraints(version.constraints, `model ${entry.name}`, true),
    config: deepMerge(base.config, entryConfig(entry, { ...version, meta: undefined, group: undefined })),
    version: versionOf(version.v),
    latestVersion: latest,
    deprecationDate: dateOf(version.deprecation_date),
  };
}

/** A version's name as text or number. */
export const versionOf = (value: unknown): string | number => {
  const json = toJson(value);
  return typeof json === 'number' ? json : String(json);
};

/** The columns of a version: those of the model that it includes, then its own. */
export function versionColumns(all: unknown, own: unknown): readonly { readonly [key: string]: unknown }[] {
  const items = (Array.isArray(own) ? own : []).map(mappingOf);
  const rule = items.find((item) => item.include !== undefined || item.exclude !== undefined) ?? {
    include: '*',
  };
  const isNamed = (list: unknown, name: unknown): boolean =>
    list === '*' || list === 'all' || (Array.isArray(list) && list.includes(name));
  const included = (Array.isArray(all) ? all : [])
    .map(mappingOf)
    .filter(({ name }) => isNamed(rule.include ?? '*', name) && !isNamed(rule.exclude ?? [], name));
  return [...included, ...items.filter((item) => item.name !== undefined)];
}

/** The second object over the first, mappings merged key by key. */
export function deepMerge(a: JsonObject, b: JsonObject): JsonObject {
  const out: { [key: string]: Json } = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const old = out[key];
    const both = isObject(old) && isObject(value);
    const lists = Array.isArray(old) && Array.isArray(value);
    out[key] = both ? deepMerge(objectOf(old), objectOf(value)) : lists ? [...value, ...old] : value;
  }
  return out;
}

const isObject = (value: Json | undefined): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
