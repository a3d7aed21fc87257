/** Ranges, views of dicts and iterators that are used up by looping. */
import { equals } from './compare.ts';
import { asIndex, isInt } from './numbers.ts';
import { repr } from './print.ts';
import { indices, PySlice } from './sequence.ts';
import { type PyDict, PyError, PyObject, PyTuple, type Value } from './value.ts';

/** range(start, stop, step). */
export class PyRange extends PyObject {
  readonly typeName = 'range';
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  constructor(start: number, stop: number, step: number) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    if (step === 0) throw new PyError('ValueError', 'range() arg 3 must not be zero');
  }
  override length(): number {
    return Math.max(0, Math.ceil((this.stop - this.start) / this.step));
  }
  override *iterate(): Iterable<Value> {
    const length = this.length();
    for (let i = 0; i < length; i++) yield this.start + i * this.step;
  }
  override item(key: Value): Value | undefined {
    if (key instanceof PySlice) return this.#slice(key);
    if (!isInt(key) && typeof key !== 'boolean') return undefined;
    const at = Number(key) < 0 ? Number(key) + this.length() : Number(key);
    return at >= 0 && at < this.length() ? this.start + at * this.step : undefined;
  }
  #slice(slice: PySlice): PyRange {
    const [start, stop, step] = indices(slice, this.length());
    return new PyRange(this.start + start * this.step, this.start + stop * this.step, this.step * step);
  }
  override attribute(name: string): Value | undefined {
    if (name === 'start') return this.start;
    if (name === 'stop') return this.stop;
    return name === 'step' ? this.step : undefined;
  }
  override contains(value: Value): boolean {
    for (const item of this.iterate()) if (equals(item, value)) return true;
    return false;
  }
  override equals(other: Value): boolean {
    if (!(other instanceof PyRange) || other.length() !== this.length()) return false;
    return (
      this.length() === 0 || (this.start === other.start && (this.length() === 1 || this.step === other.step))
    );
  }
  str(): string {
    return `range(${this.start}, ${this.stop}${this.step === 1 ? '' : `, ${this.step}`})`;
  }
}

/** range() from its arguments. */
export function makeRange(first: Value, second?: Value, third?: Value): PyRange {
  const numbers = [first, second, third].map((v) => (v === undefined ? undefined : asIndex(v)));
  const [a = 0, b, step = 1] = numbers;
  return b === undefined ? new PyRange(0, a, step) : new PyRange(a, b, step);
}

/** A live view of a dict: keys(), values(), items(). */
export class DictView extends PyObject {
  readonly typeName: string;
  readonly #dict: PyDict;
  constructor(kind: 'keys' | 'values' | 'items', dict: PyDict) {
    super();
    this.typeName = `dict_${kind}`;
    this.#dict = dict;
  }
  override iterate(): Iterable<Value> {
    if (this.typeName === 'dict_keys') return this.#dict.keys();
    if (this.typeName === 'dict_values') return this.#dict.values();
    return this.#dict.entries().map((entry) => new PyTuple(entry));
  }
  override length(): number {
    return this.#dict.size;
  }
  override contains(value: Value): boolean {
    if (this.typeName === 'dict_keys') return this.#dict.has(value);
    for (const item of this.iterate()) if (equals(item, value)) return true;
    return false;
  }
  override equals(other: Value): boolean {
    if (this === other) return true;
    if (!(other instanceof DictView) || this.typeName === 'dict_values') return false;
    const mine = Array.from(this.iterate());
    return mine.length === other.length() && mine.every((item) => other.contains(item));
  }
  str(): string {
    return `${this.typeName}([${Array.from(this.iterate(), repr).join(', ')}])`;
  }
}

/** How many items an iterator gives before it is stopped. */
const MOST_ITEMS = 2_000_000;

/** An iterator or generator: each item comes once. */
export class PyIterator extends PyObject {
  readonly typeName: string;
  readonly #items: Iterator<Value>;
  #taken = 0;
  constructor(items: Iterable<Value>, typeName = 'generator') {
    super();
    this.typeName = typeName;
    this.#items = items[Symbol.iterator]();
  }
  /** The next item, undefined at the end; a PyError (TD308) when there is no end in sight. */
  next(): Value | undefined {
    if (++this.#taken > MOST_ITEMS)
      throw new PyError('MemoryError', `stopped after ${MOST_ITEMS} items`, 'TD308');
    const step = this.#items.next();
    return step.done ? undefined : step.value;
  }
  override *iterate(): Iterable<Value> {
    for (let item = this.next(); item !== undefined; item = this.next()) yield item;
  }
  str(): string {
    return `<${this.typeName} object>`;
  }
}
