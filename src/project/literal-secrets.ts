import type { Json, JsonObject } from '../core/json.ts';
import type { Masker } from '../core/secrets.ts';
import { isMapping } from './yaml.ts';

/** Keys of a target whose values nobody should read. */
export const SECRET_KEY = /pass|secret|token|private_key|credential|keyfile|api_key/i;

/**
 * Tells the masker of passwords that stand in a target as they are. One that is also a name or another value of the target
 * (user: postgres, password: postgres) is no secret: hiding it would only make messages unreadable.
 */
export function maskLiteralSecrets(target: JsonObject, masker: Masker): void {
  const leaves = [...leavesOf(target, '')];
  const known = new Set(leaves.flatMap(({ key, value }) => [key, ...(SECRET_KEY.test(key) ? [] : [value])]));
  for (const { key, value } of leaves) {
    if (SECRET_KEY.test(key) && !known.has(value)) masker.addWord(value);
  }
}

/** The same for all outputs of all profiles, whatever else is wrong with them: errors show lines of the file. */
export function maskProfiles(profiles: unknown, masker: Masker): void {
  for (const profile of valuesOf(profiles))
    for (const output of valuesOf(isMapping(profile) ? profile.outputs : undefined))
      if (isMapping(output)) maskLiteralSecrets(output as JsonObject, masker); // YAML gives JSON
}

/** The same for a file that is no YAML: what stands behind such a key on its line. */
export function maskLines(text: string, masker: Masker): void {
  for (const [, key = '', value = ''] of text.matchAll(/([\w-]+)["']?[ \t]*:[ \t]*["']?([^\s"',}]+)/g))
    if (SECRET_KEY.test(key)) masker.addWord(value);
}

const valuesOf = (value: unknown): readonly unknown[] => (isMapping(value) ? Object.values(value) : []);

interface Leaf {
  readonly key: string;
  readonly value: string;
}

/** All texts and numbers of a value, each with the nearest key above it. */
function* leavesOf(value: Json | undefined, key: string): Iterable<Leaf> {
  if (Array.isArray(value)) for (const one of value) yield* leavesOf(one, key);
  else if (isMapping(value))
    for (const [name, one] of Object.entries(value)) yield* leavesOf(one as Json, name); // JSON in, JSON out
  else if (typeof value === 'string' || typeof value === 'number') yield { key, value: String(value) };
}
