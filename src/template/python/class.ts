import type { MaybePromise } from '../../core/maybe-promise.ts';
import { type Bound, hostFunction } from './call.ts';
import { type CallArguments, type HostFunction, PyObject, type Value } from './value.ts';

/** A class of Python: called, it makes a value; it may have functions and constants of its own. */
export class PyClass extends PyObject {
  readonly typeName = 'type';
  readonly name: string;
  readonly #make: HostFunction;
  readonly #statics: ReadonlyMap<string, Value>;

  constructor(name: string, make: HostFunction, statics: ReadonlyMap<string, Value> = new Map()) {
    super();
    this.name = name;
    this.#make = make;
    this.#statics = statics;
  }
  override call(args: CallArguments): MaybePromise<Value> {
    return this.#make.call(args);
  }
  override attribute(name: string): Value | undefined {
    return this.#statics.get(name);
  }
  str(): string {
    return `<class '${this.name}'>`;
  }
}

/** A class from its parameters (as hostFunction takes them) and what makes a value of them. */
export function pyClass<const P extends readonly string[]>(
  name: string,
  parameters: P,
  make: (...values: [...Bound<P>, call: CallArguments]) => MaybePromise<Value>,
  statics: Readonly<Record<string, Value>> = {},
): PyClass {
  const short = name.slice(name.lastIndexOf('.') + 1);
  return new PyClass(name, hostFunction(short, parameters, make), new Map(Object.entries(statics)));
}
