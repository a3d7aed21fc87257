/** How values print: Python's str() and repr(). */
import { PyDict, PyError, PyFloat, type PyObject, PySet, PyTuple, type Value } from './value.ts';

/** Python's str(value): what `{{ value }}` prints. */
export function str(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return String(value);
  if (isObject(value)) return value.str();
  return repr(value);
}

/** Python's repr(value): what it prints as inside a list; a PyError (TD308) for values that are nested without end. */
export const repr = (value: Value): string => reprWithin(value, { left: MOST_VALUES });

/** How many values may still be printed: lists that hold each other grow without end. */
interface Allowance {
  left: number;
}

const MOST_VALUES = 20_000_000;

function reprWithin(value: Value, allowance: Allowance): string {
  if (value === null) return 'None';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatText(value);
  if (value instanceof PyFloat) return floatText(value.value);
  if (--allowance.left < 0) throw new PyError('MemoryError', 'stopped: too much to print', 'TD308');
  const item = (one: Value): string => (one === value ? itself(one) : reprWithin(one, allowance));
  if (Array.isArray(value)) return `[${value.map(item).join(', ')}]`;
  if (value instanceof PyTuple) return tupleText(value.items, item);
  if (value instanceof PyDict) return dictText(value, item);
  return value instanceof PySet ? setText(value) : value.repr();
}

const itself = (value: Value): string => (Array.isArray(value) ? '[...]' : '{...}');

const isObject = (value: Value): value is PyObject =>
  typeof value === 'object' && value !== null && 'str' in value && !Array.isArray(value);

const dictText = (dict: PyDict, item: (value: Value) => string): string =>
  `{${dict
    .entries()
    .map(([key, value]) => `${item(key)}: ${item(value)}`)
    .join(', ')}}`;

/** A tuple as Python prints it: (1,) keeps its comma. */
export function tupleText(items: readonly Value[], item: (value: Value) => string = repr): string {
  const [only] = items;
  return items.length === 1 && only !== undefined
    ? `(${item(only)},)`
    : `(${items.map((one) => item(one)).join(', ')})`;
}

const setText = (set: PySet): string =>
  set.itemsByHash.size === 0 ? 'set()' : `{${set.values().map(repr).join(', ')}}`;

/** A float as Python prints it: 1.0, 1e+16, 1e-05, nan, inf. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return mantissa + exponentText(exponent);
  const sign = value < 0 ? '-' : '';
  const digits = mantissa.replace('-', '').replace('.', '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

/** The exponent of a float: e+16, e-05. */
export const exponentText = (exponent: number): string =>
  `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;

/** A str in Python's quotes: single ones, double where it holds single ones only. */
export function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  if (PLAIN.test(text) && (quote === '"' || !text.includes(quote))) return quote + text + quote;
  let out = '';
  for (const letter of text) out += escaped(letter, quote);
  return quote + out + quote;
}

/** Texts of ASCII letters that print as they are, but for quotes. */
const PLAIN = /^[ -[\]-~]*$/;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;

function escaped(letter: string, quote: string): string {
  if (letter === quote) return `\\${letter}`;
  const named = NAMED.get(letter);
  if (named !== undefined) return named;
  if (letter === ' ' || !UNPRINTABLE.test(letter)) return letter;
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** True where Python prints a character as it is. */
export const isPrintable = (letter: string): boolean => letter === ' ' || !UNPRINTABLE.test(letter);
