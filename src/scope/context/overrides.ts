import type { JsonObject } from '../../core/json.ts';
import { fromHost, hostFunction, type PyObject, type Value } from '../../template/index.ts';

/** The package whose macros are known by their bare names, too. */
const STANDARD = 'dbt';

/** Values in place of macros (`a`, `package.a`) and of other names, as a unit test wants them. */
export class Overrides {
  readonly #given: JsonObject;

  constructor(given: JsonObject) {
    this.#given = given;
  }

  /** What a bare name means: for a macro something that gives the value when it is called; undefined: nothing was said of it. */
  bare(name: string, isMacro: boolean): Value | undefined {
    if (!isMacro) return this.#has(name) ? this.#value(name) : undefined;
    return this.#macro(name) ?? this.#macro(`${STANDARD}.${name}`);
  }

  /** The same for `package.name`. */
  inPackage(packageName: string, name: string): PyObject | undefined {
    const own = packageName === STANDARD ? this.#macro(name) : undefined;
    return own ?? this.#macro(`${packageName}.${name}`);
  }

  #macro(key: string): PyObject | undefined {
    return this.#has(key) ? hostFunction(key, ['*args', '**options'], () => this.#value(key)) : undefined;
  }

  #has(key: string): boolean {
    return Object.hasOwn(this.#given, key);
  }

  #value(key: string): Value {
    return fromHost(this.#given[key] ?? null);
  }
}
