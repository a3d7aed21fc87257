import { failure } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import { isPromise } from '../core/maybe-promise.ts';
import { DBT_VERSION } from '../core/version.ts';
import {
  fromHost,
  hostFunction,
  mayHoldTemplate,
  PyError,
  parseTemplate,
  pythonModules,
  type Scope,
  type Value,
} from '../template/index.ts';
import type { Env } from './env.ts';
import { readEnvVar, SECRET_PREFIX } from './env-var.ts';

/** What texts in project files, profiles, packages and selectors are rendered with. */
export interface ScopeOptions {
  readonly env: Env;
  /** What var() answers from. */
  readonly vars: JsonObject;
  /** Fields of `{{ target }}`; null where there is no target (yet). */
  readonly target: JsonObject | null;
  /** Whether secrets may be read; they are rendered as placeholders: see `revealSecrets`. */
  readonly secrets?: boolean;
  /** Whether a missing variable is an error (TD111) or None. */
  readonly requireVars?: boolean;
  /** Further names (modules, fromjson, ...), asked first. */
  readonly names?: Scope;
}

/** The scope of a project file, or of a profile: var, env_var, target, dbt_version, modules and what `names` offers. */
export function projectScope(options: ScopeOptions): Scope {
  const own = new Map<string, Value>([
    ['dbt_version', DBT_VERSION],
    [
      'env_var',
      hostFunction('env_var', ['var', 'default?'], (name, fallback) => envVar(options, name, fallback)),
    ],
  ]);
  if (options.target) own.set('target', fromHost(options.target));
  const scope: Scope = {
    lookup: (name) => own.get(name) ?? (name === 'modules' ? pythonModules() : options.names?.lookup(name)),
  };
  own.set(
    'var',
    hostFunction('var', ['name', 'default?'], (name, fallback) => variable(options, scope, name, fallback)),
  );
  return scope;
}

function envVar({ env, secrets = false }: ScopeOptions, name: Value, fallback: Value | undefined): Value {
  if (typeof name !== 'string')
    throw new PyError('TypeError', 'env_var() needs the name of a variable', 'TD304');
  if (secrets && name.startsWith(SECRET_PREFIX) && env.get(name) !== undefined) return placeholder(name);
  const given = fallback === undefined || fallback === null ? undefined : String(fallback);
  const value = readEnvVar(env, name, given, { allowSecret: secrets });
  return env.get(name) === undefined ? (fallback ?? value) : value;
}

const OPEN = '$$$DBT_SECRET_START$$$';
const CLOSE = '$$$DBT_SECRET_END$$$';

const placeholder = (name: string): string => `${OPEN}${name}${CLOSE}`;

/**
 * Puts the values of secrets in the place of their placeholders and tells each to `found`.
 * So no filter of a template ever sees, cuts or prints a part of a secret.
 */
export function revealSecrets(value: unknown, env: Env, found: (secret: string) => void): unknown {
  if (typeof value !== 'string' || !value.includes(OPEN)) return value;
  return value.replaceAll(
    /\$\$\$DBT_SECRET_START\$\$\$(.*?)\$\$\$DBT_SECRET_END\$\$\$/g,
    (_, name: string) => {
      const secret = env.get(name) ?? '';
      found(secret);
      return secret;
    },
  );
}

function variable(options: ScopeOptions, scope: Scope, name: Value, fallback: Value | undefined): Value {
  if (typeof name !== 'string') throw new PyError('TypeError', 'var() needs the name of a variable', 'TD304');
  if (Object.hasOwn(options.vars, name)) return rendered(fromHost(options.vars[name]), scope);
  if (fallback !== undefined) return fallback;
  if (options.requireVars === false) return null;
  throw missingVar(name, options.vars);
}

function rendered(value: Value, scope: Scope): Value {
  if (typeof value !== 'string' || !mayHoldTemplate(value)) return value;
  const text = parseTemplate(value, { file: '--vars', text: value }).render(scope);
  if (isPromise(text)) throw new PyError('TypeError', 'a variable cannot ask the warehouse', 'TD902');
  return text;
}

function missingVar(name: string, vars: JsonObject) {
  const sorted = Object.fromEntries(Object.entries(vars).sort(([a], [b]) => (a < b ? -1 : 1)));
  const message = `Required var '${name}' not found in config:\nVars supplied to <Configuration> = ${JSON.stringify(sorted, null, 4)}`;
  return failure('TD111', message, { help: `--vars '{"${name}": ...}', or a default: var('${name}', ...)` });
}
