/** The items of a loop, one ahead where somebody asks, and the `loop` variable. */
import { chain, type MaybePromise } from '../core/maybe-promise.ts';
import { hostFunction } from './python/call.ts';
import { equals } from './python/compare.ts';
import {
  type CallArguments,
  given,
  PyError,
  PyObject,
  type PyTuple,
  Undefined,
  type Value,
} from './python/value.ts';

/** The items still to come; those that fail the loop's `if` are left out when they are reached. */
export class LoopItems {
  readonly #items: Iterator<Value>;
  readonly #keep: ((item: Value) => MaybePromise<boolean>) | undefined;
  #restored: Iterator<Value> | undefined;
  #waiting: { readonly item: Value | undefined } | undefined;

  constructor(items: Iterable<Value>, keep?: (item: Value) => MaybePromise<boolean>) {
    this.#items = items[Symbol.iterator]();
    this.#keep = keep;
  }

  /** The next item, undefined at the end. */
  next(): MaybePromise<Value | undefined> {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting ? waiting.item : this.#pull();
  }

  /** The next item, which stays there. */
  peek(): MaybePromise<Value | undefined> {
    if (this.#waiting) return this.#waiting.item;
    return chain(this.#pull(), (item) => {
      this.#waiting = { item };
      return item;
    });
  }

  /** All that is left, which stays there. */
  rest(): MaybePromise<readonly Value[]> {
    return chain(this.#collect([]), (all) => {
      this.#restored = all[Symbol.iterator]();
      return all;
    });
  }

  #collect(items: Value[]): MaybePromise<readonly Value[]> {
    for (let item = this.next(); item !== undefined; item = this.next()) {
      if (item instanceof Promise)
        return item.then((i) => (i === undefined ? items : this.#collect([...items, i])));
      items.push(item);
    }
    return items;
  }

  #pull(): MaybePromise<Value | undefined> {
    if (this.#restored) return taken(this.#restored.next());
    for (;;) {
      const item = taken(this.#items.next());
      if (item === undefined || !this.#keep) return item;
      const keep = this.#keep(item);
      if (keep instanceof Promise) return keep.then((k) => (k ? item : this.#pull()));
      if (keep) return item;
    }
  }
}

const taken = (step: IteratorResult<Value>): Value | undefined => (step.done ? undefined : step.value);

/** `loop` inside of a `for`. */
export class LoopObject extends PyObject {
  readonly typeName = 'LoopContext';
  readonly #items: LoopItems;
  readonly #recurse: ((items: Value, depth: number) => MaybePromise<Value>) | undefined;
  readonly #depth0: number;
  #index0 = -1;
  #length: number | undefined;
  #before: Value | undefined;
  #current: Value | undefined;
  #changed: PyTuple | undefined;

  constructor(
    items: LoopItems,
    length: number | undefined,
    depth0: number,
    recurse?: (items: Value, depth: number) => MaybePromise<Value>,
  ) {
    super();
    this.#items = items;
    this.#length = length;
    this.#depth0 = depth0;
    this.#recurse = recurse;
  }

  /** Takes note of the item whose turn it is. */
  turn(item: Value): void {
    this.#index0++;
    this.#before = this.#current;
    this.#current = item;
  }

  #total(): MaybePromise<number> {
    if (this.#length !== undefined) return this.#length;
    return chain(this.#items.rest(), (rest) => {
      this.#length = rest.length + this.#index0 + 1;
      return this.#length;
    });
  }

  override attribute(name: string): MaybePromise<Value> | undefined {
    const at = this.#index0;
    switch (name) {
      case 'index':
        return at + 1;
      case 'index0':
        return at;
      case 'first':
        return at === 0;
      case 'last':
        return chain(this.#items.peek(), (next) => next === undefined);
      case 'depth':
        return this.#depth0 + 1;
      case 'depth0':
        return this.#depth0;
      default:
        return this.#lengths(name) ?? this.#neighbours(name);
    }
  }

  #lengths(name: string): MaybePromise<Value> | undefined {
    const at = this.#index0;
    if (name === 'length') return this.#total();
    if (name === 'revindex') return chain(this.#total(), (total) => total - at);
    return name === 'revindex0' ? chain(this.#total(), (total) => total - at - 1) : undefined;
  }

  #neighbours(name: string): MaybePromise<Value> | undefined {
    if (name === 'previtem') return given(this.#before, new Undefined(name, 'there is no previous item'));
    if (name === 'nextitem') {
      return chain(this.#items.peek(), (next) => given(next, new Undefined(name, 'there is no next item')));
    }
    if (name === 'cycle') return hostFunction(name, ['*values'], (values) => this.#cycle(values.items));
    return name === 'changed'
      ? hostFunction(name, ['*values'], (values) => this.#isChanged(values))
      : undefined;
  }

  #cycle(values: readonly Value[]): Value {
    const value = values[this.#index0 % values.length];
    if (value === undefined) throw new PyError('TypeError', 'no items for cycling given');
    return value;
  }

  #isChanged(values: PyTuple): boolean {
    if (this.#changed && equals(this.#changed, values)) return false;
    this.#changed = values;
    return true;
  }

  override call(args: CallArguments): MaybePromise<Value> {
    const [items] = args.positional;
    if (!this.#recurse) {
      throw new PyError('TypeError', "The loop must have the 'recursive' marker to be called recursively.");
    }
    if (items === undefined) throw new PyError('TypeError', 'loop() takes the items to loop over', 'TD304');
    return this.#recurse(items, this.#depth0 + 1);
  }

  override length(): number {
    return this.#length ?? 0;
  }
  override truthy(): boolean {
    return (this.#length ?? 1) > 0;
  }

  str(): string {
    return `<LoopContext ${this.#index0 + 1}/${this.#length ?? '?'}>`;
  }
}
