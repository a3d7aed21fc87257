import { failure } from '../core/diagnostic.ts';
import { similar } from '../core/similar.ts';
import type { Env } from './env.ts';

/** Variables with this prefix are secrets: readable in profiles, targets and packages only. */
export const SECRET_PREFIX = 'DBT_ENV_SECRET';

/** Variables with this prefix are written into artifacts, without the prefix. */
const METADATA_PREFIX = 'DBT_ENV_CUSTOM_ENV_';

/**
 * env_var(): the value of a variable, else `fallback`.
 * Throws TD109 when there is neither, TD110 for a secret where `allowSecret` is not set.
 */
export function readEnvVar(
  env: Env,
  name: string,
  fallback?: string,
  { allowSecret = false }: { readonly allowSecret?: boolean } = {},
): string {
  if (name.startsWith(SECRET_PREFIX) && !allowSecret) throw secretElsewhere(name);
  const value = ofEither(env, name) ?? fallback;
  if (value === undefined) throw notSet(env, name);
  return value;
}

/** Settings have two names, `DBT_ENGINE_X` and `DBT_X`: either gives the value of both, the newer name first. */
function ofEither(env: Env, name: string): string | undefined {
  const [, newer, rest] = /^DBT_(ENGINE_)?(?!ENV_)(.+)$/.exec(name) ?? [];
  if (rest === undefined) return env.get(name);
  return env.get(`DBT_ENGINE_${rest}`) ?? env.get(newer === undefined ? name : `DBT_${rest}`);
}

/** DBT_ENV_CUSTOM_ENV_ variables without their prefix: `dbt_metadata_envs` in templates, `env` in artifacts. */
export const metadataEnv = (env: Env): Readonly<Record<string, string>> =>
  Object.fromEntries(
    env.startingWith(METADATA_PREFIX).map(([name, value]) => [name.slice(METADATA_PREFIX.length), value]),
  );

/** A setting of the command line from its variable: `DBT_ENGINE_TARGET_PATH`, else the older `DBT_TARGET_PATH`. */
export const settingFromEnv = (env: Env, name: string): string | undefined =>
  (env.get(`DBT_ENGINE_${name}`) ?? env.get(`DBT_${name}`)) || undefined;

const secretElsewhere = (name: string) =>
  failure(
    'TD110',
    `Secret env vars are allowed only in profiles.yml or packages.yml. Found '${name}' referenced elsewhere.`,
    {
      help: `use a variable whose name does not start with ${SECRET_PREFIX}, or move the value to the profile`,
    },
  );

function notSet(env: Env, name: string) {
  const near = similar(
    name,
    env.startingWith('').map(([other]) => other),
  );
  const help =
    near === undefined
      ? `${name}=... in the shell or in .env, or a default: env_var('${name}', '...')`
      : `did you mean "${near}"?`;
  return failure('TD109', `Env var required but not provided: '${name}'`, { help });
}
