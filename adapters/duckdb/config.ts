import type { ConfigContext, ConfigKey } from '../../src/adapter/index.ts';
import { failure, type TsdbtError } from '../../src/core/diagnostic.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { didYouMean } from '../../src/core/similar.ts';
import { CONFIG_KEYS, REFUSED_KEYS } from './config-keys.ts';

/** A database to attach. */
export interface Attachment {
  readonly path: string;
  readonly alias: string | null;
  readonly type: string | null;
  readonly secret: string | null;
  readonly readOnly: boolean;
  readonly options: JsonObject;
}

/** The settings of a DuckDB target, checked and completed. */
export interface DuckdbConfig {
  readonly path: string;
  readonly database: string;
  readonly schema: string;
  readonly extensions: readonly { readonly name: string; readonly repo: string | null }[];
  readonly settings: JsonObject;
  readonly configOptions: JsonObject;
  readonly secrets: readonly JsonObject[];
  readonly attach: readonly Attachment[];
  readonly externalRoot: string;
  readonly disableTransactions: boolean;
  readonly connectAttempts: number;
  readonly queryAttempts: number;
  /** Python's names of the exceptions to retry: `IOException`. */
  readonly retryable: readonly string[];
}

type Fail = (key: string, message: string, help?: string) => TsdbtError;

/** Checks a profile's output for DuckDB; throws TD108 at the key that is wrong. */
export function parseConfig(raw: JsonObject, context: ConfigContext): DuckdbConfig {
  const fail: Fail = (key, message, help) => {
    const at = context.place(key);
    return failure('TD108', message, { ...(help ? { help } : {}), ...(at ? { at } : {}) });
  };
  for (const key of Object.keys(raw)) checkKey(key, fail);
  for (const key of CONFIG_KEYS) checkType(key, raw[key.name], fail);
  const path = text(raw.path) ?? ':memory:';
  if (/^(md|motherduck):/i.test(path)) {
    throw fail('path', 'MotherDuck is not offered', 'set "path" to a file');
  }
  const attach = list(raw.attach).map((item) => attachment(item, fail));
  return {
    path,
    database: databaseOf(path, text(raw.database), attach, fail),
    schema: text(raw.schema) ?? 'main',
    extensions: list(raw.extensions).map((item) => extension(item, fail)),
    settings: object(raw.settings),
    configOptions: object(raw.config_options),
    secrets: list(raw.secrets).map((item) => secret(item, fail)),
    attach,
    externalRoot: text(raw.external_root) ?? '.',
    disableTransactions: raw.disable_transactions === true,
    ...retries(object(raw.retries), fail),
  };
}

/** The name that DuckDB gives to the database of a file: `data/my.bank.duckdb` is `my`. */
export function databaseName(path: string): string {
  if (path === ':memory:' || path === '') return 'memory';
  const file = path.split(/[\\/]/).at(-1) ?? '';
  return (
    file
      .replace(/^ducklake:/, '')
      .replace(/^\.+/, '')
      .split('.')[0] ?? ''
  );
}

/** A key that is near a known one is a slip; others are for other tools and warehouses: as in dbt they are not looked at. */
function checkKey(key: string, fail: Fail): void {
  if (CONFIG_KEYS.some(({ name }) => name === key)) return;
  const instead = Object.hasOwn(REFUSED_KEYS, key) ? REFUSED_KEYS[key] : undefined;
  if (instead) throw fail(key, `"${key}" is not offered for DuckDB`, instead);
  const near = didYouMean(
    key,
    CONFIG_KEYS.map(({ name }) => name),
  );
  if (near) throw fail(key, `"${key}" is not a setting of a DuckDB target`, near);
}

function checkType(key: ConfigKey, value: Json | undefined, fail: Fail): void {
  if (value === undefined || value === null) return;
  const kind = Array.isArray(value) ? 'list' : Number.isInteger(value) ? 'integer' : typeof value;
  if (kind !== key.type) throw fail(key.name, `"${key.name}" must be of type ${key.type}, but is ${kind}`);
}

function databaseOf(
  path: string,
  wanted: string | undefined,
  attach: readonly Attachment[],
  fail: Fail,
): string {
  const own = databaseName(path);
  if (own === '') throw fail('path', `no database name can be derived from the path "${path}"`);
  if (wanted === undefined || wanted === own || attach.some(({ alias }) => alias === wanted))
    return wanted ?? own;
  throw fail(
    'database',
    `Inconsistency detected between 'path' and 'database' fields in profile; the 'database' property must be set to '${own}' to match the 'path'`,
    `remove "database", or set it to ${own}`,
  );
}

function attachment(item: Json, fail: Fail): Attachment {
  const raw = typeof item === 'string' ? { path: item } : object(item);
  const path = text(raw.path);
  if (path === undefined) throw fail('attach', 'an attached database has no "path"');
  const options = object(raw.options);
  const twice = ['type', 'secret', 'read_only'].filter((key) => key in options && raw[key]);
  if (twice.length > 0) throw fail('attach', `${twice.join(', ')}: stands both beside and in "options"`);
  return {
    path,
    alias: text(raw.alias) ?? null,
    type: text(raw.type ?? options.type) ?? null,
    secret: text(raw.secret ?? options.secret) ?? null,
    readOnly: (raw.read_only ?? options.read_only) === true,
    options,
  };
}

function extension(item: Json, fail: Fail): { name: string; repo: string | null } {
  const raw = typeof item === 'string' ? { name: item } : object(item);
  const name = text(raw.name);
  if (name === undefined) throw fail('extensions', 'an extension has no "name"');
  return { name, repo: text(raw.repo) ?? null };
}

function secret(item: Json, fail: Fail): JsonObject {
  const raw = object(item);
  if (text(raw.type) === undefined) throw fail('secrets', 'a secret has no "type"');
  return raw;
}

function retries(raw: JsonObject, fail: Fail) {
  const count = (key: string): number => {
    const value = raw[key] ?? 1;
    if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
    throw fail('retries', `"${key}" must be a whole number above 0`);
  };
  const retryable = raw.retryable_exceptions;
  return {
    connectAttempts: count('connect_attempts'),
    queryAttempts: count('query_attempts'),
    retryable: retryable === undefined ? ['IOException'] : list(retryable).map(String),
  };
}

const text = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
