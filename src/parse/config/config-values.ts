import { failure } from '../../core/diagnostic.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { isMapping } from '../../project/yaml.ts';
import { listOf, objectOf, pythonRepr, toJson } from '../context/data.ts';
import type { MergeRule } from './config-fields.ts';

/** Merges one value into what was there before; TD212 when a dictionary is needed and it is none. */
export function mergeValue(rule: MergeRule, key: string, old: Json | undefined, value: Json): Json {
  switch (rule) {
    case 'clobber':
      return value;
    case 'append':
      return [...jsonList(old), ...jsonList(value)];
    case 'update':
      return { ...objectOf(old), ...dictOf(key, value) };
    case 'grants':
      return mergeGrants(objectOf(old), dictOf(key, value));
  }
}

const jsonList = (value: Json | undefined): Json[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [toJson(value)];

function dictOf(key: string, value: Json): JsonObject {
  if (isMapping(value)) return objectOf(value);
  throw failure('TD212', `config "${key}" must be a dictionary: expected dict, got ${pythonRepr(value)}`);
}

/** Two dictionaries of grants before they are merged into others: what adds to the same privilege is put together. */
export function addGrants(old: JsonObject, value: JsonObject): JsonObject {
  const out: { [key: string]: Json } = { ...old };
  for (const [key, grantees] of Object.entries(value))
    out[key] =
      key.startsWith('+') && key in out ? [...listOf(out[key]), ...listOf(grantees)].map(toJson) : grantees;
  return out;
}

/** A privilege replaces the grantees named before, `+privilege` adds to them. */
function mergeGrants(old: JsonObject, value: JsonObject): JsonObject {
  const out: { [key: string]: Json } = {};
  for (const [key, grantees] of Object.entries(old)) out[key] = listOf(grantees).map(toJson);
  for (const [written, grantees] of Object.entries(value)) {
    const key = written.replace(/^\++/, '');
    const before = written.startsWith('+') ? listOf(out[key]) : [];
    out[key] = [...before, ...listOf(grantees)].map(toJson);
  }
  return out;
}
