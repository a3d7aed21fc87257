/**
 * Reads YAML as dbt does (PyYAML's YAML 1.1).
 * In: a text. Out: plain data, what is wrong with it, and the place of any part of it, found when asked for.
 * Never throws for what the author wrote: an unreadable text is `null` with a TD102.
 */
import { load, YAMLException } from 'js-yaml';
import type { Diagnostic, Span } from '../core/diagnostic.ts';
import { type DuplicateKey, type PlacedNode, placesOf, type Range } from './yaml/places.ts';
import { PYTHON_SCHEMA } from './yaml/schema.ts';
import { syntaxError } from './yaml/syntax-error.ts';
import { spanAt } from './yaml/text-span.ts';

/** The way to a part of a document: `['models', 3, 'columns', 1]`. */
export type YamlPath = readonly (string | number)[];

/** A YAML text that was read. */
export interface YamlDocument {
  readonly file: string;
  readonly text: string;
  /**
   * Plain data; null when empty or unreadable. Dates are ISO texts, a float with a whole value is a PyFloat,
   * an integer beyond 2^53 a bigint: `fromHost` knows all of them, `isMapping` tells mappings from them.
   */
  readonly value: unknown;
  /** TD102 (then value is null) or TD103 for each duplicate key. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where a part stands: the key of the last step (or the item), or its value; the nearest part around it when there is none. */
  place(path: YamlPath, of?: 'key' | 'value'): Span;
}

/** Reads a text; `file` is its path as users see it. */
export function readYaml(text: string, file: string): YamlDocument {
  const { value, diagnostics } = loadText(text, file);
  let root: PlacedNode | undefined;
  const place = (path: YamlPath, of: 'key' | 'value' = 'key'): Span => {
    root ??= readable(diagnostics) ? placesOf(text).root : { start: 0, end: 0 };
    const range = rangeOf(root, path, of);
    return spanAt(text, file, range.start, range.end);
  };
  return { file, text, value, diagnostics, place };
}

/** True for a mapping of YAML (not for lists, nor for the classes that stand for numbers). */
export function isMapping(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const readable = (diagnostics: readonly Diagnostic[]): boolean =>
  !diagnostics.some((one) => one.code === 'TD102');

interface Loaded {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

function loadText(text: string, file: string): Loaded {
  try {
    return { value: load(text, { schema: PYTHON_SCHEMA }), diagnostics: [] };
  } catch (error) {
    return mended(error, text, file);
  }
}

/** An empty text is null; a text with duplicate keys is read once more, the last one winning. */
function mended(error: unknown, text: string, file: string): Loaded {
  const reason = error instanceof YAMLException ? error.reason : '';
  if (reason.includes('input is empty')) return { value: null, diagnostics: [] };
  if (reason !== 'duplicated mapping key')
    return { value: null, diagnostics: [syntaxError(error, text, file)] };
  try {
    const value = load(text, { schema: PYTHON_SCHEMA, json: true });
    return { value, diagnostics: placesOf(text).duplicates.map((one) => duplicate(one, text, file)) };
  } catch (other) {
    return { value: null, diagnostics: [syntaxError(other, text, file)] };
  }
}

function duplicate(key: DuplicateKey, text: string, file: string): Diagnostic {
  const at = spanAt(text, file, key.again.start, key.again.end);
  const first = spanAt(text, file, key.first.start).line;
  return {
    code: 'TD103',
    message: `Duplicate key '${key.name}' in ${file}: the one on line ${first} is not used`,
    at,
    help: 'take one of the two out',
  };
}

function rangeOf(root: PlacedNode, path: YamlPath, of: 'key' | 'value'): Range {
  let node = root;
  let range: Range = { start: root.start, end: root.start };
  for (const step of path) {
    const entry = node.entries?.get(String(step));
    const next = entry?.value ?? node.items?.[Number(step)];
    if (next === undefined) return range;
    range = of === 'key' && entry !== undefined ? entry.key : next;
    node = next;
  }
  return range;
}
