/** Tables of methods: name → what `x.name` gives for a value x. Maps, so that no JavaScript name is in them. */
import type { MaybePromise } from '../../../core/maybe-promise.ts';
import { type Bound, builtin } from '../call.ts';
import type { CallArguments, Value } from '../value.ts';

/** The methods of one type. */
export type MethodTable = ReadonlyMap<string, (self: Value) => Value>;

/** A method before it is bound to a value. */
export type Method<T extends Value> = (name: string, self: T) => Value;

/** A method with its parameters (as hostFunction takes them); `self` comes first. */
export const method =
  <T extends Value, const P extends readonly string[]>(
    parameters: P,
    run: (self: T, ...values: [...Bound<P>, call: CallArguments]) => MaybePromise<Value>,
  ): Method<T> =>
  (name, self) =>
    builtin(name, parameters, (...values: [...Bound<P>, call: CallArguments]) => run(self, ...values));

/** Builds the table of a type; `is` says which values belong to it. */
export function methodTable<T extends Value>(
  is: (value: Value) => value is T,
  methods: Readonly<Record<string, Method<T>>>,
): MethodTable {
  const entries = Object.entries(methods).map(([name, make]): [string, (self: Value) => Value] => [
    name,
    (self) => (is(self) ? make(name, self) : null),
  ]);
  return new Map(entries);
}
