import type { Scope, Value } from '../../template/index.ts';

/** Builds the value of a name from what a scope stands on. */
export type Member<C> = (context: C) => Value;

/** The names that a kind of scope offers. */
export type Members<C> = ReadonlyMap<string, Member<C>>;

/** Names and values given from outside; they hide everything else. */
export type Extra = ReadonlyMap<string, Value>;

/** Macros by name, and packages as namespaces of macros. */
export interface MacroNames {
  lookup(name: string): Value | undefined;
  names(): Iterable<string>;
}

/** What a scope is made of, from what hides to what is hidden. */
export interface Layers<C> {
  readonly extra?: Extra | undefined;
  /** As in dbt, a macro hides a built-in name: that is how projects replace ref(). */
  readonly macros?: MacroNames | undefined;
  readonly members: Members<C>;
  readonly context: C;
}

/** A scope that can tell its names, and what macros hide. */
export interface NameScope extends Scope {
  /** The value of a built-in name, hidden or not. */
  builtin(name: string): Value | undefined;
  builtinNames(): Iterable<string>;
  names(): Iterable<string>;
  /** Sets a name for as long as the scope lives: `context.update()`. */
  assign(name: string, value: Value): void;
}

/** A scope whose values are built when first looked up, and kept. */
export class LazyScope<C> implements NameScope {
  readonly #layers: Layers<C>;
  readonly #built = new Map<string, Value>();
  readonly #assigned = new Map<string, Value>();

  constructor(layers: Layers<C>) {
    this.#layers = layers;
  }

  lookup(name: string): Value | undefined {
    const { extra, macros } = this.#layers;
    // None is a value: only what is not there falls through.
    const given = this.#assigned.get(name) ?? extra?.get(name);
    if (given !== undefined) return given;
    const macro = macros?.lookup(name);
    return macro === undefined ? this.builtin(name) : macro;
  }

  builtin(name: string): Value | undefined {
    const known = this.#built.get(name);
    if (known !== undefined) return known;
    const value = this.#layers.members.get(name)?.(this.#layers.context);
    if (value !== undefined) this.#built.set(name, value);
    return value;
  }

  builtinNames(): Iterable<string> {
    return this.#layers.members.keys();
  }

  names(): Iterable<string> {
    const { extra, macros, members } = this.#layers;
    const own = [...this.#assigned.keys(), ...(extra?.keys() ?? [])];
    return new Set([...own, ...members.keys(), ...(macros?.names() ?? [])]);
  }

  assign(name: string, value: Value): void {
    this.#assigned.set(name, value);
  }
}

/** One table of members from several; later ones win. */
export function members<C>(
  ...tables: readonly (Members<C> | Readonly<Record<string, Member<C>>>)[]
): Members<C> {
  return new Map(tables.flatMap((table) => (table instanceof Map ? [...table] : Object.entries(table))));
}
