import type { MaybePromise } from '../../core/maybe-promise.ts';
import { hostFunction, PyDict, PyObject, type Value } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
import type { NameScope } from '../context/lazy-scope.ts';

/** A dict of names whose values are looked up when asked for. */
class NamesValue extends PyObject {
  readonly typeName = 'dict';
  override readonly mapping = true;
  readonly #names: () => Iterable<string>;
  readonly #find: (name: string) => Value | undefined;
  readonly #assign: ((name: string, value: Value) => void) | undefined;
  constructor(
    names: () => Iterable<string>,
    find: (name: string) => Value | undefined,
    assign?: (name: string, value: Value) => void,
  ) {
    super();
    this.#names = names;
    this.#find = find;
    this.#assign = assign;
  }
  override attribute(name: string): MaybePromise<Value> | undefined {
    if (name === 'get')
      return hostFunction(name, ['key', 'default?'], (key, or) => {
        const value = this.#find(str(key));
        return value === undefined ? (or ?? null) : value;
      });
    if (name === 'keys') return hostFunction(name, [], () => [...this.#names()]);
    if (name === 'update' && this.#assign !== undefined) return updating(this.#assign);
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

/** `context.update({'name': value})`: packages keep things in it from one macro to the next. */
const updating = (assign: (name: string, value: Value) => void): Value =>
  hostFunction('update', ['values?', '**more'], (values, more) => {
    for (const source of [values, more])
      if (source instanceof PyDict) for (const [name, value] of source.entries()) assign(str(name), value);
    return null;
  });

/** `builtins`: tsdbt's own names, even where a project's macro hides them. */
export const builtinsValue = (scope: NameScope): Value =>
  new NamesValue(
    () => scope.builtinNames(),
    (name) => scope.builtin(name),
  );

/** `context`: every name of the scope, macros included; what is put in is a name from then on. */
export const contextValue = (scope: NameScope): Value =>
  new NamesValue(
    () => scope.names(),
    (name) => scope.lookup(name),
    (name, value) => scope.assign(name, value),
  );
