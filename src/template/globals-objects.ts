import { hostFunction } from './python/call.ts';
import { repr } from './python/print.ts';
import { type PyDict, PyError, PyObject, type Value } from './python/value.ts';

/** namespace(): attributes that `{% set ns.x = ... %}` changes, also from inside a loop. */
export class Namespace extends PyObject {
  readonly typeName = 'Namespace';
  readonly #attributes: PyDict;
  constructor(attributes: PyDict) {
    super();
    this.#attributes = attributes;
  }
  override attribute(name: string): Value | undefined {
    return this.#attributes.get(name);
  }
  override setAttribute(name: string, value: Value): void {
    this.#attributes.set(name, value);
  }
  str(): string {
    return `<Namespace ${repr(this.#attributes)}>`;
  }
}

/** cycler('a', 'b'): next() takes turns. */
export class Cycler extends PyObject {
  readonly typeName = 'Cycler';
  readonly #items: readonly Value[];
  #at = 0;
  constructor(items: readonly Value[]) {
    super();
    if (items.length === 0) throw new PyError('RuntimeError', 'at least one item has to be provided');
    this.#items = items;
  }
  #current(): Value {
    return this.#items[this.#at] ?? null;
  }
  #next(): Value {
    const item = this.#current();
    this.#at = (this.#at + 1) % this.#items.length;
    return item;
  }
  override attribute(name: string): Value | undefined {
    if (name === 'current') return this.#current();
    if (name === 'pos') return this.#at;
    if (name === 'next') return hostFunction(name, [], () => this.#next());
    if (name !== 'reset') return undefined;
    return hostFunction(name, [], () => {
      this.#at = 0;
      return null;
    });
  }
  str(): string {
    return '<jinja2.utils.Cycler object>';
  }
}

/** joiner(', '): '' the first time, then the separator. */
export class Joiner extends PyObject {
  readonly typeName = 'Joiner';
  readonly #separator: Value;
  #used = false;
  constructor(separator: Value) {
    super();
    this.#separator = separator;
  }
  override call(): Value {
    if (this.#used) return this.#separator;
    this.#used = true;
    return '';
  }
  override attribute(name: string): Value | undefined {
    if (name === 'sep') return this.#separator;
    return name === 'used' ? this.#used : undefined;
  }
  str(): string {
    return '<jinja2.utils.Joiner object>';
  }
}
