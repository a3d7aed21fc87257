import { fromHost, PyDict, PyError, PyFloat, PyTuple, type Value } from '../../template/index.ts';
import { sorted } from '../../template/python/compare.ts';
import { typeName } from '../../template/python/numbers.ts';
import { floatText, str } from '../../template/python/print.ts';

/** How JSON is written. */
export interface JsonStyle {
  /** Spaces per level; without it all stands in one line. */
  readonly indent?: number;
  readonly sortKeys?: boolean;
}

/** JSON as Python's json.dumps writes it; a PyError (TypeError) for what JSON does not know. */
export function dumpJson(value: Value, style: JsonStyle = {}, level = 0): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number' || value instanceof PyFloat) return numberText(value);
  if (Array.isArray(value)) return list(value, style, level);
  if (value instanceof PyTuple) return list(value.items, style, level);
  if (value instanceof PyDict) return dict(value, style, level);
  throw new PyError('TypeError', `Object of type ${typeName(value)} is not JSON serializable`);
}

/** Reads JSON as Python's json.loads does; undefined when it cannot be read. */
export function loadJson(text: string): Value | undefined {
  try {
    return fromHost(
      JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
        exact(value, context?.source),
      ),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Numbers as Python has them: 1.0 stays a float, long integers stay exact. */
function exact(value: unknown, source: string | undefined): unknown {
  if (typeof value !== 'number' || source === undefined) return value;
  if (/[.eE]/.test(source)) return new PyFloat(value);
  return Number.isSafeInteger(value) ? value : BigInt(source);
}

function list(items: readonly Value[], style: JsonStyle, level: number): string {
  if (items.length === 0) return '[]';
  return wrap(
    '[',
    items.map((item) => dumpJson(item, style, level + 1)),
    ']',
    style,
    level,
  );
}

function dict(value: PyDict, style: JsonStyle, level: number): string {
  if (value.size === 0) return '{}';
  const entries = style.sortKeys
    ? sorted(value.keys()).map((key) => [key, value.get(key) ?? null] as const)
    : value.entries();
  const parts = entries.map(([key, item]) => `${quoted(keyText(key))}: ${dumpJson(item, style, level + 1)}`);
  return wrap('{', parts, '}', style, level);
}

function wrap(
  open: string,
  parts: readonly string[],
  close: string,
  { indent }: JsonStyle,
  level: number,
): string {
  if (indent === undefined) return `${open}${parts.join(', ')}${close}`;
  const inner = `\n${' '.repeat(indent * (level + 1))}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${' '.repeat(indent * level)}${close}`;
}

function keyText(key: Value): string {
  if (key === null || typeof key === 'boolean') return String(key);
  if (typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint' || key instanceof PyFloat)
    return str(key);
  throw new PyError('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function numberText(value: number | PyFloat): string {
  if (typeof value === 'number' && Number.isInteger(value)) return String(value);
  const number = typeof value === 'number' ? value : value.value;
  if (Number.isNaN(number)) return 'NaN';
  return Number.isFinite(number) ? floatText(number) : `${number < 0 ? '-' : ''}Infinity`;
}

const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
