/**
 * Reads YAML as dbt does (PyYAML's YAML 1.1).
 * In: a text. Out: plain data, what is wrong with it, and the place of any part of it, found when asked for.
 * Never throws for what the author wrote: an unreadable text is `null` with a TD102.
 */
import { type Schema, YAMLException } from 'js-yaml';
import type { Diagnostic, Span } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { PyFloat } from '../template/index.ts';
import { aliasBomb } from './yaml/aliases.ts';
import { loadLenient, type Readable } from './yaml/lenient.ts';
import { type DuplicateKey, type PlacedNode, placesOf, type Range } from './yaml/places.ts';
import { PYTHON_SCHEMA, VARIABLES_SCHEMA } from './yaml/schema.ts';
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

/** Reads a text; `file` is its path as users see it; with `variables` moments are as Python prints them, not ISO. */
export function readYaml(
  text: string,
  file: string,
  { variables = false }: { readonly variables?: boolean } = {},
): YamlDocument {
  const read = readText(text, file, variables ? VARIABLES_SCHEMA : PYTHON_SCHEMA);
  const bomb = aliasBomb(read.value, text, file);
  const { readable } = read;
  const { value, diagnostics } = bomb === undefined ? read : { value: null, diagnostics: [bomb] };
  let root: PlacedNode | undefined;
  const place = (path: YamlPath, of: 'key' | 'value' = 'key'): Span => {
    root ??= isReadable(diagnostics) ? placesOf(readable.text).root : { start: 0, end: 0 };
    const range = rangeOf(root, path, of);
    return spanAt(text, file, readable.original(range.start), readable.original(range.end));
  };
  return { file, text, value, diagnostics, place };
}

/** True for a mapping of YAML (not for lists, nor for the classes that stand for numbers). */
export function isMapping(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Data of YAML as JSON: exact numbers become plain ones. */
export function plainJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof PyFloat) return value.value;
  if (Array.isArray(value)) return value.map(plainJson);
  return isMapping(value) ? objectOf(value) : String(value);
}

/** A mapping of YAML as a JSON object; {} for anything else. */
export function objectOf(value: unknown): JsonObject {
  if (!isMapping(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainJson(item)]));
}

const isReadable = (diagnostics: readonly Diagnostic[]): boolean =>
  !diagnostics.some((one) => one.code === 'TD102');

interface Read {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly readable: Readable;
}

/** An empty text is null; a text with duplicate keys is read once more, the last one winning. */
function readText(text: string, file: string, schema: Schema): Read {
  const loaded = loadLenient(text, schema, false);
  const { value, thrown, readable } = loaded;
  const reason = thrown instanceof YAMLException ? thrown.reason : '';
  if (thrown === undefined) return { value, diagnostics: [], readable };
  if (reason.includes('input is empty')) return { value: null, diagnostics: [], readable };
  if (reason !== 'duplicated mapping key')
    return { value: null, diagnostics: [syntaxError(loaded, text, file)], readable };
  return readDuplicates(text, file, schema);
}

function readDuplicates(text: string, file: string, schema: Schema): Read {
  const loaded = loadLenient(text, schema, true);
  const { value, thrown, readable } = loaded;
  if (thrown !== undefined) return { value: null, diagnostics: [syntaxError(loaded, text, file)], readable };
  const place = (range: Range): Span =>
    spanAt(text, file, readable.original(range.start), readable.original(range.end));
  const diagnostics = placesOf(readable.text).duplicates.map((one) => duplicate(one, place));
  return { value, diagnostics, readable };
}

function duplicate(key: DuplicateKey, place: (range: Range) => Span): Diagnostic {
  const at = place(key.again);
  return {
    code: 'TD103',
    message: `Duplicate key '${key.name}' in ${at.file}: the one on line ${place(key.first).line} is not used`,
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
