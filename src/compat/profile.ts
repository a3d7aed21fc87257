import type { Json, JsonObject } from '../core/json.ts';
import { isList, isObject } from './json-differences.ts';

/** The target that both tools are to work on. */
export interface ScratchTarget {
  readonly profile: string;
  readonly name: string;
  readonly threads: number;
  readonly raw: JsonObject;
  /** Keys whose values are secrets. */
  readonly secret: ReadonlySet<string>;
}

/** A profiles.yml (JSON is YAML), and the variables that hold what must not stand in a file. */
export interface ScratchProfile {
  readonly text: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Writes the profile down: secrets, and texts that would be read as templates, are taken from variables. */
export function scratchProfile({ profile, name, threads, raw, secret }: ScratchTarget): ScratchProfile {
  const env: Record<string, string> = {};
  const hidden = (value: string): string => {
    const variable = `DBT_ENV_SECRET_COMPAT_${Object.keys(env).length}`;
    env[variable] = value;
    return `{{ env_var('${variable}') }}`;
  };
  const shown = (value: Json, isSecret: boolean): Json => {
    if (typeof value === 'string') return isSecret || /\{[{%#]/.test(value) ? hidden(value) : value;
    if (isList(value)) return value.map((one) => shown(one, isSecret));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shown(one, isSecret)]));
  };
  const output = Object.entries(raw).map(([key, value]) => [key, shown(value, secret.has(key))] as const);
  const outputs = { [name]: { ...Object.fromEntries(output), threads } };
  return { text: `${JSON.stringify({ [profile]: { target: name, outputs } }, null, 2)}\n`, env };
}
