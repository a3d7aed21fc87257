import type { Json, JsonObject } from '../../core/json.ts';
import { chain, type MaybePromise } from '../../core/maybe-promise.ts';
import {
  type CallArguments,
  callValue,
  fromHost,
  hostFunction,
  PyDateTime,
  PyDict,
  PyObject,
  toHost,
  type Value,
} from '../../template/index.ts';
import { truthy } from '../../template/python/compare.ts';
import { typeName } from '../../template/python/numbers.ts';
import { str } from '../../template/python/print.ts';
import type { ParseContext, RunContext } from '../context/context.ts';
import { failAt } from '../context/fail.ts';
import { batchSettings } from './event-time.ts';

type Method = (name: string) => Value;

/** `config` as an object: called or asked. */
class ConfigValue extends PyObject {
  readonly typeName = 'RuntimeConfigObject';
  readonly #set: (call: CallArguments) => Value;
  readonly #methods: ReadonlyMap<string, Method>;
  constructor(set: (call: CallArguments) => Value, methods: Readonly<Record<string, Method>>) {
    super();
    this.#set = set;
    this.#methods = new Map(Object.entries(methods));
  }
  override attribute(name: string): Value | undefined {
    return this.#methods.get(name)?.(name);
  }
  override call(call: CallArguments): Value {
    return this.#set(call);
  }
  str(): string {
    return '<config>';
  }
}

const GET = ['name', 'default?', 'validator?'] as const;
const empty: Method = (name) => hostFunction(name, ['*args', '**options'], () => '');
const no: Method = (name) => hostFunction(name, [], () => false);

/** config() while parsing: calls are remembered; what is asked for is not known yet and prints as nothing. */
export function parseConfig(context: ParseContext): Value {
  const add = (call: CallArguments): Value => {
    context.capture.configs.push(configCall(call));
    return '';
  };
  return new ConfigValue(add, {
    set: (name) =>
      hostFunction(name, ['name', 'value'], (key, value) => {
        context.capture.configs.push({ [str(key)]: plain(value) });
        return '';
      }),
    get: empty,
    meta_get: empty,
    require: empty,
    meta_require: empty,
    persist_relation_docs: no,
    persist_column_docs: no,
  });
}

/** The settings of one call: one dict, or keywords; hooks under dbt's names. */
function configCall(call: CallArguments): JsonObject {
  const [only] = call.positional;
  const single = call.positional.length === 1 && call.named.size === 0;
  if (single && only instanceof PyDict) return withHooks(call, only.entries());
  if (call.positional.length === 0 && call.named.size > 0) return withHooks(call, [...call.named]);
  throw failAt(call, 'TD304', 'Invalid inline model config', {
    help: "write config(materialized='table', …) or config({'materialized': 'table'})",
  });
}

const HOOKS: ReadonlyMap<string, string> = new Map([
  ['pre_hook', 'pre-hook'],
  ['post_hook', 'post-hook'],
]);

function withHooks(call: CallArguments, entries: readonly (readonly [Value, Value])[]): JsonObject {
  const settings: Record<string, Json> = {};
  const given = new Set(entries.map(([key]) => str(key)));
  for (const [key, value] of entries) {
    const name = HOOKS.get(str(key)) ?? str(key);
    if (name !== str(key) && given.has(name)) {
      throw failAt(call, 'TD304', `Invalid config, has conflicting keys "${str(key)}" and "${name}"`);
    }
    settings[name] = plain(value);
  }
  return settings;
}

/** A template's value as JSON data: moments in ISO 8601, and what else is no JSON is taken as its text. */
function plain(value: Value): Json {
  if (value instanceof PyDateTime) return value.iso('T', 'auto');
  const host = toHost(value);
  return isJson(host) ? host : str(value);
}

const isJson = (data: unknown): data is Json =>
  data === null ||
  typeof data !== 'object' ||
  Array.isArray(data) ||
  Object.getPrototypeOf(data) === Object.prototype;

/** config at run time: calls do nothing, questions are answered from the node's config. */
export const runConfig = (context: RunContext): Value =>
  answeringConfig(context.node?.config ?? {}, context.subject.id, batchSettings(context));

/** config that answers from settings that are known; `values` are those that are no plain data. */
export function answeringConfig(
  config: JsonObject,
  id: string | null,
  values: ReadonlyMap<string, Value> = new Map(),
): Value {
  const meta = metaOf(config.meta);
  const settingOf = (from: JsonObject, name: string): Value | undefined =>
    (from === config ? values.get(HOOKS.get(name) ?? name) : undefined) ?? lookUp(from, name);
  const get =
    (from: JsonObject): Method =>
    (name) =>
      hostFunction(name, GET, (key, fallback, validator) => {
        // As in dbt, a key that is there with None stays None: the default is for keys that are not there.
        const value = settingOf(from, str(key));
        if (value === undefined) return fallback ?? null;
        return fallback === undefined || fallback === null ? value : validated(validator, value);
      });
  const require =
    (from: JsonObject): Method =>
    (name) =>
      hostFunction(name, ['name', 'validator?'], (key, validator, call) => {
        const value = settingOf(from, str(key));
        if (value === undefined) throw missing(call, id, str(key));
        return validated(validator, value);
      });
  return new ConfigValue(() => '', {
    set: empty,
    get: get(config),
    meta_get: get(meta),
    require: require(config),
    meta_require: require(meta),
    persist_relation_docs: (name) => hostFunction(name, [], (call) => persist(config, 'relation', call)),
    persist_column_docs: (name) => hostFunction(name, [], (call) => persist(config, 'columns', call)),
  });
}

const metaOf = (meta: Json | undefined): JsonObject =>
  typeof meta === 'object' && meta !== null && !isList(meta) ? meta : {};

const isList = (data: Json): data is readonly Json[] => Array.isArray(data);

const lookUp = (from: JsonObject, name: string): Value | undefined => {
  if (name === 'snapshot_table_column_names') return snapshotColumns(from);
  const key = HOOKS.get(name) ?? name;
  const value = Object.hasOwn(from, name) ? from[name] : Object.hasOwn(from, key) ? from[key] : undefined;
  return value === undefined ? undefined : fromHost(value);
};

/** The names that a snapshot's own columns go by, those that the config changes included. */
function snapshotColumns(from: JsonObject): Value | undefined {
  const names = from.snapshot_meta_column_names;
  if (typeof names !== 'object' || names === null || isList(names)) return undefined;
  return fromHost(Object.fromEntries(Object.entries(names).map(([name, own]) => [name, own || name])));
}

function validated(validator: Value | undefined, value: Value): MaybePromise<Value> {
  if (validator === undefined || validator === null) return value;
  return chain(callValue(validator, [value]), () => value);
}

const missing = (call: CallArguments, id: string | null, name: string): Error =>
  failAt(call, 'TD309', `Model '${id}' does not define a required config parameter '${name}'.`, {
    help: `add ${name} to the model's config`,
  });

function persist(config: JsonObject, what: string, call: CallArguments): boolean {
  const docs = fromHost(config.persist_docs ?? {});
  if (docs instanceof PyDict) return truthy(docs.get(what) ?? false);
  throw failAt(
    call,
    'TD212',
    `Invalid value provided for 'persist_docs'. Expected dict but received ${typeName(docs)}`,
  );
}
