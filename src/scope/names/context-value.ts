import type { MaybePromise } from '../../core/maybe-promise.ts';
import { hostFunction, PyObject, type Value } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
import type { NameScope } from '../context/lazy-scope.ts';

/** A dict of names whose values are looked up when asked for. */
class NamesValue extends PyObject {
  readonly typeName = 'dict';
  override readonly mapping = true;
  readonly #names: () => Iterable<string>;
  readonly #find: (name: string) => Value | undefined;
  constructor(names: () => Iterable<string>, find: (name: string) => Value | undefined) {
    super();
    this.#names = names;
    this.#find = find;
  }
  override attribute(name: string): MaybePromise<Value> | undefined {
    if (name === 'get')
      return hostFunction(name, ['key', 'default?'], (key, or) => {
        const value = this.#find(str(key));
        return value === undefined ? (or ?? null) : value;
      });
    if (name === 'keys') return hostFunction(name, [], () => [...this.#names()]);
    return this.#find(name);
  }
  override item(key: Value): Value | undefined {
    return typeof key === 'string' ? this.#find(key) : undefined;
  }
  override contains(key: Value): boolean {
    return this.item(key) !== undefined;
  }
  override iterate(): Iterable<Value> {
    return this.#names();
  }
  str(): string {
    return `{${[...this.#names()].map((name) => `'${name}': …`).join(', ')}}`;
  }
}

/** `builtins`: tsdbt's own names, even where a project's macro hides them. */
export const builtinsValue = (scope: NameScope): Value =>
  new NamesValue(
    () => scope.builtinNames(),
    (name) => scope.builtin(name),
  );

/** `context`: every name of the scope, macros included. */
export const contextValue = (scope: NameScope): Value =>
  new NamesValue(
    () => scope.names(),
    (name) => scope.lookup(name),
  );
