/** JSON as Python's json.dumps writes it. */

import { sorted } from './compare.ts';
import { isNumber, toNumber, typeName } from './numbers.ts';
import { floatText, str } from './print.ts';
import { iterate } from './sequence.ts';
import { PyDict, PyError, type PyFloat, PyObject, PyTuple, type Value } from './value.ts';

/** How to write. */
export interface JsonOptions {
  readonly sortKeys?: boolean;
  /** A number of spaces, or a text, for each level; none puts all on one line. */
  readonly indent?: string;
}

/** json.dumps(value); a PyError (TypeError) for what JSON does not know. */
export function toJson(value: Value, options: JsonOptions = {}, level = 0): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return jsonText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'bigint') return value.toString();
  if (isNumber(value)) return jsonNumber(value);
  if (Array.isArray(value))
    return wrapped(
      '[',
      ']',
      value.map((item) => toJson(item, options, level + 1)),
      options,
      level,
    );
  if (value instanceof PyTuple) return toJson([...value.items], options, level);
  if (value instanceof PyDict) return jsonDict(value, options, level);
  if (value instanceof PyObject && value.typeName === 'Markup') return jsonText(value.str());
  if (value instanceof PyObject && value.mapping) return jsonDict(copied(value), options, level);
  throw new PyError('TypeError', `Object of type ${typeName(value)} is not JSON serializable`);
}

function copied(value: PyObject): PyDict {
  const dict = new PyDict();
  for (const key of iterate(value)) {
    const item = value.item(key);
    dict.set(key, item === undefined || item instanceof Promise ? null : item);
  }
  return dict;
}

function jsonNumber(value: number | boolean | PyFloat): string {
  if (typeof value === 'number' && Number.isInteger(value)) return String(value);
  const number = toNumber(value);
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number > 0 ? 'Infinity' : '-Infinity';
  return floatText(number);
}

const jsonText = (text: string): string =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) =>
    unit === '\u007f' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

function jsonDict(dict: PyDict, options: JsonOptions, level: number): string {
  const entries = options.sortKeys
    ? sorted(
        dict.entries().map((entry) => new PyTuple(entry)),
        (e) => (e instanceof PyTuple ? (e.items[0] ?? null) : e),
      )
    : dict.entries().map((entry) => new PyTuple(entry));
  const parts = entries.map((entry) => {
    const [key = null, value = null] = entry instanceof PyTuple ? entry.items : [];
    return `${jsonKey(key)}: ${toJson(value, options, level + 1)}`;
  });
  return wrapped('{', '}', parts, options, level);
}

function jsonKey(key: Value): string {
  if (typeof key === 'string') return jsonText(key);
  if (key === null || typeof key === 'boolean' || isNumber(key)) return `"${toJson(key)}"`;
  throw new PyError('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function wrapped(
  open: string,
  close: string,
  parts: readonly string[],
  options: JsonOptions,
  level: number,
): string {
  if (parts.length === 0 || options.indent === undefined) return open + parts.join(', ') + close;
  const inner = `\n${options.indent.repeat(level + 1)}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${options.indent.repeat(level)}${close}`;
}

/** What an `indent` argument means: spaces for a number, itself for a text. */
export function indentOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : ' '.repeat(Math.max(0, Number(str(value))));
}
