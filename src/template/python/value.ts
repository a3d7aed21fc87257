/**
 * Python's values as a template sees them.
 * None is null, str is string, int is a safe-integer number or a bigint, float is PyFloat or a non-integer number,
 * list is an array, dict, set and tuple are classes; everything that tsdbt offers is a PyObject.
 */
import type { MaybePromise } from '../../core/maybe-promise.ts';
import type { Frame } from '../../core/diagnostic.ts';

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
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** An immutable sequence. */
export class PyTuple {
  readonly items: readonly Value[];
  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/**
 * A dict: keeps insertion order, takes any hashable key with Python's equality (1 == 1.0 == True).
 * `hashKey` (equality.ts) maps keys to map keys.
 */
export class PyDict {
  readonly entriesByHash = new Map<unknown, [key: Value, value: Value]>();
  /** Set for dicts that a template must not change (graph, model): the message of the error. */
  readonly frozen?: string;

  /** A dict from pairs; keys must be strings, numbers, booleans, null or tuples of these. */
  constructor(entries: Iterable<readonly [Value, Value]> = []) {
    for (const [key, value] of entries) this.set(key, value);
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
  constructor(kind: string, message: string) {
    super(message);
    this.name = 'PyError';
    this.kind = kind;
  }
}

/** What identifies a key in dicts and sets; a PyError (TypeError: unhashable type) for lists and dicts. */
export function hashKey(key: Value): unknown {
  if (typeof key === 'string') return key;
  if (typeof key === 'number') return Number.isInteger(key) ? key : `f:${key}`;
  if (typeof key === 'boolean') return key ? 1 : 0;
  if (typeof key === 'bigint') return key >= Number.MIN_SAFE_INTEGER && key <= Number.MAX_SAFE_INTEGER ? Number(key) : key;
  if (key === null) return null;
  if (key instanceof PyFloat) return Number.isInteger(key.value) ? key.value : `f:${key.value}`;
  if (key instanceof PyTuple) return `t:${key.items.map((item) => tupleHash(hashKey(item))).join('\u0000')}`;
  if (key instanceof PyObject) return key.hash();
  const type = Array.isArray(key) ? 'list' : key instanceof PyDict ? 'dict' : 'set';
  throw new PyError('TypeError', `unhashable type: '${type}'`);
}

const tupleHash = (hash: unknown): string => `${typeof hash}:${String(hash)}`;

/** What a call brings: `f(1, *more, a=2, **others)`, and where it stands. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** The place of the call and the macros around it, innermost first; [] when called from the host. */
  readonly frames: readonly Frame[];
  /** The body of a `{% call %}` block that makes this call, to be passed as `caller`. */
  readonly caller?: PyObject;
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
  constructor(name: string, message = `'${name}' is undefined`) {
    super();
    this.name = name;
    this.message = message;
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

/** Plain JSON-like data → Python values: objects become dicts, non-integers floats, undefined becomes None. */
export function fromHost(data: unknown): Value {
  if (data === null || data === undefined) return null;
  if (typeof data === 'number') return Number.isInteger(data) || !Number.isFinite(data) ? data : new PyFloat(data);
  if (typeof data === 'string' || typeof data === 'boolean' || typeof data === 'bigint') return data;
  if (Array.isArray(data)) return data.map(fromHost);
  if (isValueClass(data)) return data;
  if (data instanceof Map) return new PyDict(Array.from(data, ([k, v]) => [fromHost(k), fromHost(v)] as const));
  if (typeof data === 'object') return new PyDict(Object.entries(data).map(([k, v]) => [k, fromHost(v)] as const));
  throw new PyError('TypeError', `a ${typeof data} cannot be passed to a template`);
}

/** Python values → plain data: dicts become objects (keys as Python prints them), tuples and sets arrays. */
export function toHost(value: Value): unknown {
  if (value instanceof PyFloat) return value.value;
  if (Array.isArray(value)) return value.map(toHost);
  if (value instanceof PyTuple) return value.items.map(toHost);
  if (value instanceof PySet) return value.values().map(toHost);
  if (value instanceof PyDict) return Object.fromEntries(value.entries().map(([k, v]) => [String(toHost(k)), toHost(v)]));
  if (value instanceof Undefined) return null;
  if (value instanceof PyObject) return value.str();
  return value;
}

const isValueClass = (data: unknown): data is PyFloat | PyTuple | PyDict | PySet | PyObject =>
  data instanceof PyFloat ||
  data instanceof PyTuple ||
  data instanceof PyDict ||
  data instanceof PySet ||
  data instanceof PyObject;
