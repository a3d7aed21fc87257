import {
  fromHost,
  hostFunction,
  PyDict,
  PyError,
  PyObject,
  PyTuple,
  type Value,
} from '../../template/index.ts';
import { equals } from '../../template/python/compare.ts';
import { isInt } from '../../template/python/numbers.ts';
import { repr } from '../../template/python/print.ts';
import { PySlice, sliced } from '../../template/python/sequence.ts';

/** An immutable sequence whose items have names too: rows, columns and cells of a result. */
export class NamedSequence extends PyObject {
  readonly typeName: string;
  readonly values: readonly Value[];
  readonly keys: readonly string[];
  /** How many values there are, where not all are at hand. */
  readonly #count: number;
  readonly #extra: (name: string) => Value | undefined;

  constructor(
    typeName: string,
    keys: readonly string[],
    values: readonly Value[],
    extra: (name: string) => Value | undefined = () => undefined,
    count: number = values.length,
  ) {
    super();
    this.typeName = typeName;
    this.keys = keys;
    this.values = values;
    this.#extra = extra;
    this.#count = count;
  }
  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'values':
        return hostFunction(name, [], () => new PyTuple(this.values));
      case 'keys':
        return hostFunction(name, [], () => new PyTuple(this.keys));
      case 'items':
        return hostFunction(name, [], () => this.#pairs().map((pair) => new PyTuple(pair)));
      case 'dict':
        return hostFunction(name, [], () => new PyDict(this.#pairs()));
      case 'get':
        return hostFunction(name, ['key', 'default?'], (key, or) => this.#named(key) ?? or ?? null);
      case 'index':
        return hostFunction(name, ['value'], (value) => this.#indexOf(value));
      case 'count':
        return hostFunction(
          name,
          ['value'],
          (value) => this.values.filter((one) => equals(one, value)).length,
        );
      default:
        return this.#extra(name);
    }
  }
  override item(key: Value): Value | undefined {
    if (key instanceof PySlice) return new PyTuple(sliced(this.values, key));
    if (isInt(key)) return this.values.at(Number(key));
    return this.#named(key);
  }
  override iterate(): Iterable<Value> {
    return this.values;
  }
  override length(): number {
    return this.#count;
  }
  override equals(other: Value): boolean {
    const items =
      other instanceof NamedSequence ? other.values : other instanceof PyTuple ? other.items : other;
    return Array.isArray(items) && equals([...this.values], [...items]);
  }
  str(): string {
    const sample = this.values.slice(0, 5).map(repr).join(', ');
    return `<agate.${this.typeName}: (${sample}${this.values.length > 5 ? ', ...' : ''})>`;
  }
  #named(key: Value): Value | undefined {
    return typeof key === 'string' ? this.values[this.keys.lastIndexOf(key)] : undefined;
  }
  #pairs(): [Value, Value][] {
    return this.keys.map((key, at) => [fromHost(key), this.values[at] ?? null]);
  }
  #indexOf(value: Value): number {
    const at = this.values.findIndex((one) => equals(one, value));
    if (at < 0) throw new PyError('ValueError', `${repr(value)} is not in sequence`);
    return at;
  }
}
