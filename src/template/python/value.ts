/**
 * Python's values as a template sees them.
 * None is null, str is string, int is a safe-integer number or a bigint, float is PyFloat or a non-integer number,
 * list is an array, dict, set and tuple are classes; everything that tsdbt offers is a PyObject.
 */

import type { Code } from '../../core/codes.ts';
import type { Frame } from '../../core/diagnostic.ts';
import type { MaybePromise } from '../../core/maybe-promise.ts';
import type { Budget } from './budget.ts';

/** Anything an expression can result in. */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Value[]
  | PyFloat
  | PyTuple
  | PyDict
  | PySet
  | PyObject;

/** A float whose value may be whole: `1.0` prints as 1.0, not as 1. */
export class PyFloat {
  readonly typeName: string = 'float';
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  /** What JSON.stringify writes. */
  toJSON(): number {
    return this.value;
  }
}

/** An immutable sequence. */
export class PyTuple {
  readonly typeName: string = 'tuple';
  /** Names of the items, for named tuples. */
  readonly names: readonly string[] = [];
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** Keys and values. */
type Pairs = Iterable<readonly [Value, Value]>;

/**
 * A dict: keeps insertion order, takes any hashable key with Python's equality (1 == 1.0 == True).
 * `hashKey` (equality.ts) maps keys to map keys.
 */
export class PyDict {
  readonly typeName: string = 'dict';
  readonly #entries = new Map<unknown, [key: Value, value: Value]>();
  /** Gives the entries when somebody looks; nobody has yet. */
  #later: (() => Pairs) | undefined;
  /** Set for dicts that a template must not change (graph, model): the message of the error. */
  readonly frozen?: string;

  /** A dict from pairs, or from a function that gives them when needed; keys must be strings, numbers, booleans, null or tuples of these. */
  constructor(entries: Pairs | (() => Pairs) = []) {
    if (typeof entries === 'function') this.#later = entries;
    else for (const [key, value] of entries) this.set(key, value);
  }
  /** The entries by the hash of their keys. */
  get entriesByHash(): Map<unknown, [key: Value, value: Value]> {
    const later = this.#later;
    if (later !== undefined) {
      this.#later = undefined;
      for (const [key, value] of later()) this.set(key, value);
    }
    return this.#entries;
  }
  get size(): number {
    return this.entriesByHash.size;
  }
  get(key: Value): Value | undefined {
    return this.entriesByHash.get(hashKey(key))?.[1];
  }
  has(key: Value): boolean {
    return this.entriesByHash.has(hashKey(key));
  }
  set(key: Value, value: Value): void {
    const hash = hashKey(key);
    const entry = this.entriesByHash.get(hash);
    if (entry) entry[1] = value;
    else this.entriesByHash.set(hash, [key, value]);
  }
  delete(key: Value): boolean {
    return this.entriesByHash.delete(hashKey(key));
  }
  keys(): Value[] {
    return Array.from(this.entriesByHash.values(), (entry) => entry[0]);
  }
  values(): Value[] {
    return Array.from(this.entriesByHash.values(), (entry) => entry[1]);
  }
  entries(): [Value, Value][] {
    return Array.from(this.entriesByHash.values(), ([key, value]) => [key, value]);
  }
}

/** A set, in insertion order. */
export class PySet {
  readonly typeName: string = 'set';
  readonly itemsByHash = new Map<unknown, Value>();
  constructor(items: Iterable<Value> = []) {
    for (const item of items) this.itemsByHash.set(hashKey(item), item);
  }
  values(): Value[] {
    return Array.from(this.itemsByHash.values());
  }
}

/** Thrown by Python operations; evaluation turns it into a TsdbtError with the place and the frames. */
export class PyError extends Error {
  /** Python's class: TypeError, KeyError, ValueError, UndefinedError, ... */
  readonly kind: string;
  /** The code it is reported under, where the kind does not say it. */
  readonly code: Code | undefined;
  constructor(kind: string, message: string, code?: Code) {
    super(message);
    this.name = 'PyError';
    this.kind = kind;
    this.code = code;
  }
}

/** What identifies a key in dicts and sets; a PyError (TypeError: unhashable type) for lists and dicts. */
export function hashKey(key: Value): unknown {
  if (typeof key === 'string') return key.charCodeAt(0) === 0 ? `\u0000s${key}` : key;
  if (typeof key === 'number' || key === null) return key;
  if (typeof key === 'boolean') return key ? 1 : 0;
  if (typeof key === 'bigint')
    return key >= Number.MIN_SAFE_INTEGER && key <= Number.MAX_SAFE_INTEGER ? Number(key) : key;
  if (key instanceof PyFloat) return key.value === 0 ? 0 : key.value;
  if (key instanceof PyTuple)
    return `\u0000t${key.items.map((item) => partHash(hashKey(item))).join('\u0000')}`;
  if (key instanceof PyObject) return key.hash();
  const type = Array.isArray(key) ? 'list' : key instanceof PyDict ? 'dict' : 'set';
  throw new PyError('TypeError', `unhashable type: '${type}'`);
}

const partHash = (hash: unknown): string => {
  if (hash instanceof PyObject) return `object:${hash.typeName}:${hash.repr()}`;
  const text = String(hash);
  return `${typeof hash}:${text.length}:${text}`;
};

/** What a call brings: `f(1, *more, a=2, **others)`, and where it stands. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** The place of the call and the macros around it, innermost first; [] when called from the host. */
  readonly frames: readonly Frame[];
  /** The body of a `{% call %}` block that makes this call, to be passed as `caller`. */
  readonly caller?: PyObject | undefined;
  /** How many macros are around the call; `frames.length` when left out. */
  readonly depth?: number | undefined;
  /** What the rendering around the call may still spend; a fresh one when left out. */
  readonly budget?: Budget | undefined;
  /** Set for filters of a native rendering: `as_bool` and its kin take effect. */
  readonly native?: boolean | undefined;
}

/**
 * An object that the host offers to templates. Nothing of its JavaScript side is reachable:
 * attributes are exactly what `attribute` returns.
 */
export abstract class PyObject {
  /** Python's name of the type, for errors: `Relation`. */
  abstract readonly typeName: string;
  /** The value of `x.name`, or undefined when there is none. */
  attribute(_name: string): MaybePromise<Value> | undefined {
    return undefined;
  }
  /** The value of `x[key]`, or undefined when there is none. */
  item(_key: Value): MaybePromise<Value> | undefined {
    return undefined;
  }
  /** Present on what can be called. */
  call?(args: CallArguments): MaybePromise<Value>;
  /** Present on what can be looped over. */
  iterate?(): Iterable<Value>;
  /** Present on what has a length. */
  length?(): number;
  /** Present where `x in this` means something. */
  contains?(value: Value): boolean;
  /** Whether it is a mapping for the test of that name and for JSON. */
  readonly mapping?: boolean;
  /** Present on what `{% set x.name = value %}` may change. */
  setAttribute?(name: string, value: Value): void;
  /** Present on what has an order: below 0, 0 or above 0; undefined where the two cannot be compared. */
  compare?(other: Value): number | undefined;
  /** Present on what takes part in `+ - * / // % **`; `reflected` when it stands on the right. */
  operate?(operator: string, other: Value, reflected: boolean): Value | undefined;
  /** Present on numbers of the host (Decimal), which pass `is number`: what float() makes of it. */
  float?(): number;
  /** Present on numbers of the host: what int() makes of it. */
  int?(): number | bigint;
  /** Present on what has its own format specifications: `'{:%Y}'.format(day)`. */
  format?(spec: string): string;
  truthy(): boolean {
    return this.length ? this.length() > 0 : true;
  }
  equals(other: Value): boolean {
    return this === other;
  }
  hash(): unknown {
    return this;
  }
  /** What `{{ x }}` prints. */
  abstract str(): string;
  /** What it prints as inside a list. */
  repr(): string {
    return this.str();
  }
}

/** A name or attribute that is not there: prints as '', is false, and fails when called or looked into. */
export class Undefined extends PyObject {
  readonly typeName: string = 'Undefined';
  readonly name: string;
  /** The message when it is used: `'x' is undefined`. */
  readonly message: string;
  /** While parsing, dbt lets what is undefined be called and looked into: the result is undefined again. */
  readonly lenient: boolean;
  constructor(name: string, message = `'${name}' is undefined`, lenient = false) {
    super();
    this.name = name;
    this.message = message;
    this.lenient = lenient;
  }
  override hash(): unknown {
    return Undefined;
  }
  override truthy(): boolean {
    return false;
  }
  override equals(other: Value): boolean {
    return other instanceof Undefined;
  }
  override iterate(): Iterable<Value> {
    return [];
  }
  override length(): number {
    return 0;
  }
  str(): string {
    return '';
  }
  override repr(): string {
    return 'Undefined';
  }
}

/** A function of the host. Make one with `hostFunction` (call.ts), which binds arguments by name as Python does. */
export class HostFunction extends PyObject {
  readonly typeName = 'function';
  readonly name: string;
  readonly #run: (args: CallArguments) => MaybePromise<Value>;
  constructor(name: string, run: (args: CallArguments) => MaybePromise<Value>) {
    super();
    this.name = name;
    this.#run = run;
  }
  override call(args: CallArguments): MaybePromise<Value> {
    return this.#run(args);
  }
  str(): string {
    return `<function ${this.name}>`;
  }
}

/** A value, or another one where there is none: unlike `??` it takes None for a value. */
export const given = (value: Value | undefined, otherwise: Value): Value =>
  value === undefined ? otherwise : value;
