import type { ConfigContext, ConfigKey } from '../../src/adapter/index.ts';
import { failure, type TsdbtError } from '../../src/core/diagnostic.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { didYouMean } from '../../src/core/similar.ts';
import { CONFIG_KEYS } from './config-keys.ts';

/** What `sslmode` may be. */
export const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

/** How a connection is encrypted, by libpq's names. */
export type SslMode = (typeof SSL_MODES)[number];

/** The settings of a Postgres target, checked and completed. */
export interface PostgresConfig {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | null;
  readonly database: string;
  readonly schema: string;
  readonly role: string | null;
  readonly searchPath: string | null;
  readonly ssl: {
    /** Null: nothing is said, here. */
    readonly mode: SslMode | null;
    readonly cert: string | null;
    readonly key: string | null;
    readonly rootCert: string | null;
  };
  /** Seconds; 0: no limit. */
  readonly connectTimeout: number;
  readonly keepalivesIdle: number;
  readonly retries: number;
  readonly applicationName: string;
  readonly statementTimeout: string | null;
  readonly lockTimeout: string | null;
  readonly autocommit: boolean;
}

type Fail = (key: string, message: string, help?: string) => TsdbtError;

/** Checks a profile's output for Postgres; throws TD108 at the key that is wrong or missing. */
export function parseConfig(given: JsonObject, context: ConfigContext): PostgresConfig {
  const fail: Fail = (key, message, help) => {
    const at = context.place(key) ?? context.place('type');
    return failure('TD108', message, { ...(help ? { help } : {}), ...(at ? { at } : {}) });
  };
  const raw = canonical(given, fail);
  for (const key of CONFIG_KEYS) checkKey(key, raw[key.name], fail);
  const password = text(raw.password);
  return {
    host: String(raw.host),
    port: number(raw.port, 5432),
    user: String(raw.user),
    password: password === '' ? null : password,
    database: String(raw.database),
    schema: String(raw.schema),
    role: text(raw.role),
    searchPath: text(raw.search_path),
    ssl: sslOf(raw, fail),
    connectTimeout: number(raw.connect_timeout, 10),
    keepalivesIdle: number(raw.keepalives_idle, 0),
    retries: number(raw.retries, 1),
    applicationName: text(raw.application_name) ?? 'tsdbt',
    statementTimeout: text(raw.statement_timeout),
    lockTimeout: text(raw.lock_timeout),
    autocommit: raw.autocommit === true,
  };
}

/** The settings under their own names: `dbname` is `database`. */
function canonical(given: JsonObject, fail: Fail): JsonObject {
  const names = new Map(CONFIG_KEYS.flatMap((key) => (key.aliases ?? []).map((alias) => [alias, key.name])));
  const raw: Record<string, Json> = {};
  for (const [key, value] of Object.entries(given)) {
    const name = names.get(key) ?? key;
    if (!CONFIG_KEYS.some((known) => known.name === name)) throw unknown(key, fail);
    if (name in raw && raw[name] !== value) throw fail(key, `"${key}" and "${name}" are the same setting`);
    raw[name] = value;
  }
  return raw;
}

function unknown(key: string, fail: Fail): TsdbtError {
  const names = CONFIG_KEYS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const help = didYouMean(key, names) ?? `known keys: ${names.join(', ')}`;
  return fail(key, `"${key}" is not a setting of a Postgres target`, help);
}

function checkKey(key: ConfigKey, value: Json | undefined, fail: Fail): void {
  const { name } = key;
  if (value === undefined || value === null || value === '') {
    if (key.required) throw fail(name, `'${name}' is a required property`, `${name}: …`);
    return;
  }
  const wanted = key.type;
  const fits =
    wanted === 'boolean'
      ? typeof value === 'boolean'
      : wanted === 'integer'
        ? /^\d+$/.test(String(value))
        : typeof value === 'string' || typeof value === 'number';
  if (!fits) {
    const shown = key.secret ? '' : `, but is ${JSON.stringify(value)}`;
    throw fail(name, `"${name}" must be of type ${wanted}${shown}`);
  }
}

function sslOf(raw: JsonObject, fail: Fail): PostgresConfig['ssl'] {
  const wanted = text(raw.sslmode) || null;
  const mode = SSL_MODES.find((known) => known === wanted) ?? null;
  if (wanted !== null && mode === null)
    throw fail('sslmode', `invalid sslmode value: "${wanted}"`, `one of ${SSL_MODES.join(', ')}`);
  return { mode, cert: text(raw.sslcert), key: text(raw.sslkey), rootCert: text(raw.sslrootcert) };
}

/** A text; numbers as well, for YAML reads `pass: 1234` as one. */
const text = (value: Json | undefined): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

const number = (value: Json | undefined, or: number): number =>
  value === undefined || value === null || value === '' ? or : Number(value);
