/** Text by code points, indexes, slices and iteration: what sequences have in common. */
import { asIndex, typeName } from './numbers.ts';
import { PyDict, PyError, PyFloat, PyObject, PySet, PyTuple, Undefined, type Value } from './value.ts';

const WIDE = /[\ud800-\udbff][\udc00-\udfff]/;

/** The characters of a text as Python counts them: one for each code point. */
export const letters = (text: string): string[] => (WIDE.test(text) ? Array.from(text) : text.split(''));

/** len() of a text in code points. */
export const textLength = (text: string): number => (WIDE.test(text) ? Array.from(text).length : text.length);

/** The part of a text between two places counted in code points. */
export const textSlice = (text: string, start: number, end?: number): string =>
  WIDE.test(text) ? Array.from(text).slice(start, end).join('') : text.slice(start, end);

/** A slice object: `x[a:b:c]`. */
export class PySlice extends PyObject {
  readonly typeName = 'slice';
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
  constructor(start: Value, stop: Value, step: Value) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
  str(): string {
    return 'slice(...)';
  }
}

/** Start, stop and step of a slice over `length` items, as Python's slice.indices gives them. */
export function indices(slice: PySlice, length: number): [start: number, stop: number, step: number] {
  const message = 'slice indices must be integers or None or have an __index__ method';
  const step = slice.step === null ? 1 : asIndex(slice.step, message);
  if (step === 0) throw new PyError('ValueError', 'slice step cannot be zero');
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? length : length - 1;
  const clamp = (value: Value, otherwise: number): number => {
    if (value === null) return otherwise;
    const at = asIndex(value, message);
    return Math.min(Math.max(at < 0 ? at + length : at, low), high);
  };
  return [clamp(slice.start, step > 0 ? low : high), clamp(slice.stop, step > 0 ? high : low), step];
}

/** The items a slice picks. */
export function sliced<T>(items: readonly T[], slice: PySlice): T[] {
  const [start, stop, step] = indices(slice, items.length);
  if (step === 1) return items.slice(start, Math.max(start, stop));
  const out: T[] = [];
  for (let at = start; step > 0 ? at < stop : at > stop; at += step) {
    const item = items[at];
    if (item !== undefined) out.push(item);
  }
  return out;
}

/** Something to loop over; a PyError (TypeError) when the value is not iterable. */
export function iterate(value: Value): Iterable<Value> {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return letters(value);
  if (value instanceof PyTuple) return value.items;
  if (value instanceof PyDict) return value.keys();
  if (value instanceof PySet) return value.values();
  const iterable = value instanceof PyObject ? value.iterate?.() : undefined;
  if (iterable === undefined) throw new PyError('TypeError', `'${typeName(value)}' object is not iterable`);
  return iterable;
}

/** True when `iterate` works on the value. */
export function isIterable(value: Value): boolean {
  if (value instanceof PyObject) return value.iterate !== undefined;
  return (
    typeof value === 'string' || (typeof value === 'object' && value !== null && !(value instanceof PyFloat))
  );
}

/** list(value); a PyError (TypeError) when the value is not iterable. */
export const listOf = (value: Value): Value[] => Array.from(iterate(value));

/** len(value); a PyError (TypeError) when it has none. */
export function lengthOf(value: Value): number {
  if (typeof value === 'string') return textLength(value);
  if (Array.isArray(value)) return value.length;
  if (value instanceof PyTuple) return value.items.length;
  if (value instanceof PyDict) return value.size;
  if (value instanceof PySet) return value.itemsByHash.size;
  const length = value instanceof PyObject ? value.length?.() : undefined;
  if (length === undefined)
    throw new PyError('TypeError', `object of type '${typeName(value)}' has no len()`);
  return length;
}

/** Fails with the message of an undefined value; lets all else pass. */
export function defined(value: Value): Value {
  if (value instanceof Undefined) throw undefinedError(value);
  return value;
}

/** The error for using what is undefined. */
export const undefinedError = (value: Undefined): PyError => new PyError('UndefinedError', value.message);
