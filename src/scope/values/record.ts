import type { MaybePromise } from '../../core/maybe-promise.ts';
import { hostFunction, PyDict, PyObject, type Value } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';

/** A value, or how to make it when it is first asked for. */
export type Lazy = () => MaybePromise<Value>;

/** A named bundle of values that are made when asked for: `flags`, `api`, `exceptions`, `adapter`, … */
export class RecordValue extends PyObject {
  readonly typeName: string;
  readonly #fields: ReadonlyMap<string, Lazy>;
  readonly #made = new Map<string, MaybePromise<Value>>();

  constructor(typeName: string, fields: ReadonlyMap<string, Lazy>) {
    super();
    this.typeName = typeName;
    this.#fields = fields;
  }
  override attribute(name: string): MaybePromise<Value> | undefined {
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    const value = this.#fields.get(name)?.();
    if (value !== undefined) this.#made.set(name, value);
    return value;
  }
  override item(key: Value): MaybePromise<Value> | undefined {
    return typeof key === 'string' ? this.attribute(key) : undefined;
  }
  override contains(key: Value): boolean {
    return typeof key === 'string' && this.#fields.has(key);
  }
  override iterate(): Iterable<Value> {
    return this.#fields.keys();
  }
  override length(): number {
    return this.#fields.size;
  }
  override truthy(): boolean {
    return true;
  }
  str(): string {
    return `<${this.typeName}>`;
  }
}

/** A record from plain functions. */
export const record = (typeName: string, fields: Readonly<Record<string, Lazy>>): RecordValue =>
  new RecordValue(typeName, new Map(Object.entries(fields)));

/** A dict whose keys are attributes too and whose text is given: the response of a statement. */
export class ResponseValue extends PyObject {
  readonly typeName = 'AdapterResponse';
  readonly fields: PyDict;
  readonly #text: string;
  constructor(text: string, fields: PyDict) {
    super();
    this.#text = text;
    this.fields = fields;
  }
  override attribute(name: string): Value | undefined {
    if (name === 'to_dict') return hostFunction('to_dict', ['*args', '**options'], () => this.fields);
    if (name === 'get')
      return hostFunction('get', ['key', 'default?'], (key, or) => this.fields.get(key) ?? or ?? null);
    return this.fields.get(name);
  }
  override item(key: Value): Value | undefined {
    return this.fields.get(key);
  }
  str(): string {
    return this.#text;
  }
}

/** The response as templates see it: prints as its message. */
export function responseValue(message: string, response: PyDict): ResponseValue {
  const fields = new PyDict([['_message', message], ...response.entries()]);
  for (const key of ['code', 'rows_affected']) if (!fields.has(key)) fields.set(key, null);
  return new ResponseValue(str(message), fields);
}
