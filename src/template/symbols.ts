/**
 * Which variable a name means, worked out before anything runs, by Jinja2's rules of scoping:
 * a name is read from the nearest frame that sets it, a loop's assignments end with the turn,
 * and branches of an `if` share their frame.
 */

/** The variables of one macro, template or recursive loop: a frame's slots lie in one of these. */
export class FunctionInfo {
  readonly parent: FunctionInfo | null;
  size = 0;
  constructor(parent: FunctionInfo | null) {
    this.parent = parent;
  }
}

/** A variable: a slot of a function. */
export interface Ref {
  readonly owner: FunctionInfo;
  readonly index: number;
}

/** What a variable holds before it is set: an argument, nothing, the scope's value, an outer variable's value. */
export type Load =
  | { readonly kind: 'parameter' | 'undefined' }
  | { readonly kind: 'resolve'; readonly name: string }
  | { readonly kind: 'alias'; readonly from: Ref };

/** The names of one frame. */
export class Symbols {
  readonly parent: Symbols | null;
  readonly owner: FunctionInfo;
  #slots: Map<string, Ref>;
  #refs = new Map<string, Ref>();
  #loads = new Map<Ref, Load>();
  #stores = new Set<string>();

  constructor(parent: Symbols | null, owner: FunctionInfo, slots = new Map<string, Ref>()) {
    this.parent = parent;
    this.owner = owner;
    this.#slots = slots;
  }

  /** The same frame as one branch of an `if` sees it. */
  branch(): Symbols {
    const copy = new Symbols(this.parent, this.owner, this.#slots);
    copy.#refs = new Map(this.#refs);
    copy.#loads = new Map(this.#loads);
    copy.#stores = new Set(this.#stores);
    return copy;
  }

  /** What each variable of the frame holds when the frame is entered. */
  loads(): ReadonlyMap<Ref, Load> {
    return this.#loads;
  }

  findRef(name: string): Ref | undefined {
    return this.#refs.get(name) ?? this.parent?.findRef(name);
  }

  findLoad(ref: Ref): Load | undefined {
    return this.#loads.get(ref) ?? this.parent?.findLoad(ref);
  }

  /** The name is read here. */
  load(name: string): void {
    if (!this.findRef(name)) this.#define(name, { kind: 'resolve', name });
  }

  /** The name is set here. */
  store(name: string): void {
    this.#stores.add(name);
    if (this.#refs.has(name)) return;
    const outer = this.parent?.findRef(name);
    this.#define(name, outer ? { kind: 'alias', from: outer } : { kind: 'undefined' });
  }

  /** The name is a parameter or the target of a loop. */
  parameter(name: string): Ref {
    this.#stores.add(name);
    return this.#define(name, { kind: 'parameter' });
  }

  /** Takes over what the branches of an `if` read and set. */
  merge(branches: readonly Symbols[]): void {
    const stored = new Set(
      branches.flatMap((branch) => [...branch.#stores]).filter((name) => !this.#stores.has(name)),
    );
    for (const branch of branches) {
      for (const [name, ref] of branch.#refs) this.#refs.set(name, ref);
      for (const [ref, load] of branch.#loads) this.#loads.set(ref, load);
      for (const name of branch.#stores) this.#stores.add(name);
    }
    for (const name of stored) {
      const ref = this.findRef(name);
      const outer = this.parent?.findRef(name);
      if (ref) this.#loads.set(ref, outer ? { kind: 'alias', from: outer } : { kind: 'resolve', name });
    }
  }

  #define(name: string, load: Load): Ref {
    let ref = this.#slots.get(name);
    if (!ref) {
      ref = { owner: this.owner, index: this.owner.size++ };
      this.#slots.set(name, ref);
    }
    this.#refs.set(name, ref);
    this.#loads.set(ref, load);
    return ref;
  }
}
