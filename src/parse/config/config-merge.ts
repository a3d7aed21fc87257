import type { Json, JsonObject } from '../../core/json.ts';
import type { NodeConfig } from '../../manifest/index.ts';
import { isMapping } from '../../project/yaml.ts';
import { attempt, type ParseContext, type Report } from '../context/context.ts';
import { objectOf, toJson } from '../context/data.ts';
import { type ConfigKind, callRule, DEFAULTS, mergeRule, SECTIONS } from './config-fields.ts';
import { finishConfig } from './config-finish.ts';
import { addGrants, mergeValue } from './config-values.ts';

/** Whose config is asked for, and what was said about it besides the project files. */
export interface ConfigRequest {
  readonly kind: ConfigKind;
  readonly packageName: string;
  readonly fqn: readonly string[];
  /** `config:` of the properties. */
  readonly patch: JsonObject;
  /** config() calls of the file. */
  readonly call: JsonObject;
}

/** Merges what project files, properties and the file itself say. */
export interface ConfigMerger {
  /** All keys merged, on top of the defaults; TD212 for a value that cannot be merged. */
  merged(request: ConfigRequest): JsonObject;
  /** The merged config as nodes show it; what is wrong with it is told, and the defaults are the answer then. */
  finished(request: ConfigRequest, onError: Report): NodeConfig;
  /** The same as written, later keys replacing earlier ones: dbt's `unrendered_config`. */
  unrendered(request: ConfigRequest): JsonObject;
}

/** A section of a project file, by level of the fqn. */
type Section = { readonly [key: string]: Json };

/** Makes a merger; what the levels of a project file say is merged once per folder. */
export function createConfigMerger(context: ParseContext): ConfigMerger {
  const spellings = adapterAliases(context);
  const aliases = new Map([...spellings, ...HOOK_KEYS]);
  const own = levelCache(context, aliases);
  const mergedOf = (request: ConfigRequest): JsonObject =>
    merged(own, aliases, context.project.name, request);
  const written = writtenLevels(context, spellings);
  const known = new Map<string, WeakMap<JsonObject, NodeConfig>>();
  return {
    merged: mergedOf,
    finished: (request, onError) => {
      const cache = known.get(request.kind) ?? new WeakMap<JsonObject, NodeConfig>();
      known.set(request.kind, cache);
      return (
        attempt(onError, () => finishOnce(cache, request.kind, mergedOf(request))) ??
        finishConfig(request.kind, DEFAULTS[request.kind])
      );
    },
    unrendered: (request) => unrendered(written, spellings, context.project.name, request),
  };
}

/** Nodes about which nobody says anything special share one config. */
function finishOnce(
  cache: WeakMap<JsonObject, NodeConfig>,
  kind: ConfigKind,
  config: JsonObject,
): NodeConfig {
  const known = cache.get(config);
  if (known) return known;
  const finished = finishConfig(kind, config);
  cache.set(config, finished);
  return finished;
}

/** Other spellings of config keys that the adapter allows: `project` for `database`. */
const adapterAliases = (context: ParseContext): ReadonlyMap<string, string> =>
  new Map(
    context.world.adapter.configKeys.flatMap((key) =>
      (key.aliases ?? []).map((alias) => [alias, key.name] as const),
    ),
  );

/** In YAML hooks may be spelt like this, too; what is kept as written keeps it. */
const HOOK_KEYS: ReadonlyMap<string, string> = new Map([
  ['pre_hook', 'pre-hook'],
  ['post_hook', 'post-hook'],
]);

type LevelCache = (kind: ConfigKind, packageName: string, fqn: readonly string[]) => JsonObject;

/** Defaults and all levels of a package's project file that lead to an fqn. */
function levelCache(context: ParseContext, aliases: ReadonlyMap<string, string>): LevelCache {
  const known = new Map<string, Map<Section, JsonObject>>();
  return (kind, packageName, fqn) => {
    const levels = levelsOf(sectionOf(context, packageName, SECTIONS[kind]), fqn);
    const deepest = levels[levels.length - 1] ?? {};
    const cacheKey = `${kind} ${packageName}`;
    const cache = known.get(cacheKey) ?? new Map<Section, JsonObject>();
    known.set(cacheKey, cache);
    const cached = cache.get(deepest);
    if (cached) return cached;
    const result = levels.reduce(
      (base, level) => updated(kind, base, valuesOf(level), aliases),
      DEFAULTS[kind],
    );
    cache.set(deepest, result);
    return result;
  };
}

function merged(
  levels: LevelCache,
  aliases: ReadonlyMap<string, string>,
  root: string,
  request: ConfigRequest,
): JsonObject {
  const { kind, packageName, fqn } = request;
  const base = levels(kind, packageName, fqn);
  const own = updated(kind, updated(kind, base, request.patch, aliases), request.call, aliases);
  if (packageName === root) return own;
  return Object.entries(levels(kind, root, fqn)).reduce(
    (result, [key, value]) =>
      value === DEFAULTS[kind][key] ? result : updated(kind, result, { [key]: value }, aliases),
    own,
  );
}

function updated(
  kind: ConfigKind,
  base: JsonObject,
  partial: JsonObject,
  aliases: ReadonlyMap<string, string>,
): JsonObject {
  let out: { [key: string]: Json } | undefined;
  for (const written in partial) {
    const key = aliases.get(written) ?? written;
    out ??= { ...base };
    out[key] = mergeValue(mergeRule(kind, key), key, out[key], partial[written] ?? null);
  }
  return out ?? base;
}

/** As in dbt, what project files say of these is not among what nodes show as written. */
const UNWRITTEN: ReadonlySet<ConfigKind> = new Set<ConfigKind>(['saved_query', 'semantic_model']);

/** Of functions, dbt keeps what is said of models; what is said of functions comes on top of it. */
function unrendered(
  levels: (packageName: string, section: string, fqn: readonly string[]) => JsonObject,
  aliases: ReadonlyMap<string, string>,
  root: string,
  request: ConfigRequest,
): JsonObject {
  const { kind, packageName, fqn, patch, call } = request;
  const of = (name: string): JsonObject =>
    kind === 'function'
      ? { ...levels(name, SECTIONS.model, fqn), ...levels(name, SECTIONS.function, fqn) }
      : levels(name, UNWRITTEN.has(kind) ? '' : SECTIONS[kind], fqn);
  const own = of(packageName);
  const said = isEmpty(patch) && isEmpty(call);
  if (said && packageName === root) return own;
  const out: { [key: string]: Json } = { ...own };
  for (const part of [patch, call]) replaceAll(out, part, aliases);
  return packageName === root ? out : { ...out, ...of(root) };
}

function replaceAll(
  out: { [key: string]: Json },
  part: JsonObject,
  aliases: ReadonlyMap<string, string>,
): void {
  for (const key in part) out[aliases.get(key) ?? key] = part[key] ?? null;
}

function isEmpty(value: JsonObject): boolean {
  for (const _ in value) return false;
  return true;
}

/** What the levels of a project file say as written, put together once per folder. */
function writtenLevels(context: ParseContext, aliases: ReadonlyMap<string, string>) {
  const known = new Map<string, WeakMap<Section, JsonObject>>();
  return (packageName: string, section: string, fqn: readonly string[]): JsonObject => {
    const levels = levelsOf(context.packages.get(packageName)?.unrenderedConfigs[section] ?? EMPTY, fqn);
    const deepest = levels[levels.length - 1] ?? EMPTY;
    const cacheKey = `${section} ${packageName}`;
    const cache = known.get(cacheKey) ?? new WeakMap<Section, JsonObject>();
    known.set(cacheKey, cache);
    const cached = cache.get(deepest);
    if (cached) return cached;
    const out: { [key: string]: Json } = {};
    for (const level of levels) replaceAll(out, valuesOf(level), aliases);
    cache.set(deepest, out);
    return out;
  };
}

const EMPTY: Section = {};

const sectionOf = (context: ParseContext, packageName: string, section: string): Section =>
  context.packages.get(packageName)?.configs[section] ?? EMPTY;

/** The section itself, then one level deeper for each part of the fqn that it names. */
function levelsOf(section: Section, fqn: readonly string[]): readonly Section[] {
  const out = [section];
  let level = section;
  for (const part of fqn) {
    const next = level[part];
    if (!isSection(next)) break;
    out.push(next);
    level = next;
  }
  return out;
}

const isSection = (value: Json | undefined): value is Section => isMapping(value);

/** The configs of one level: `+keys`, and plain keys whose value is no deeper level. */
function valuesOf(level: Section): JsonObject {
  const out: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(level)) {
    if (key.startsWith('+')) out[key.slice(1).trim()] = value;
    else if (!isMapping(value)) out[key] = value;
  }
  return out;
}

/** Privileges stay as they are written: `+select` adds to what calls before and project files grant. */
function mergeCall(key: string, old: Json | undefined, value: Json): Json {
  const rule = callRule(key);
  return rule === 'grants' ? addGrants(objectOf(old), objectOf(value)) : mergeValue(rule, key, old, value);
}

/** The config() calls of one file as one: hooks, tags and packages add up, dictionaries are merged. */
export function mergeCalls(calls: readonly JsonObject[]): JsonObject {
  const [first, ...more] = calls;
  if (first === undefined) return {};
  const out: { [key: string]: Json } = { ...first };
  for (const [key, value] of more.flatMap((call) => Object.entries(call))) {
    out[key] = key in out ? mergeCall(key, out[key], value) : toJson(value);
  }
  return out;
}
