/** Calls between the host and templates, with arguments bound by position and name as Python binds them. */
import type { MaybePromise } from '../../core/maybe-promise.ts';
import { type CallArguments, HostFunction, PyDict, PyError, PyObject, PyTuple, type Value } from './value.ts';

/**
 * What a function gets for its list of parameters: `'a'` a value, `'b?'` a value or undefined when not given,
 * `'*rest'` a tuple of the other positional values, `'**more'` a dict of the other named ones.
 */
export type Bound<P extends readonly string[]> = {
  -readonly [I in keyof P]: P[I] extends `**${string}`
    ? PyDict
    : P[I] extends `*${string}`
      ? PyTuple
      : P[I] extends `${string}?`
        ? Value | undefined
        : Value;
};

/** A list of parameters, taken apart once. */
interface Signature {
  readonly names: readonly string[];
  readonly required: number;
  readonly varargs: boolean;
  readonly kwargs: boolean;
}

/**
 * A function to offer to templates: `hostFunction('ref', ['a', 'b?', '*rest', '**more'], (a, b, rest, more, call) => …)`.
 * Wrong arguments are a PyError (TypeError) in Python's words, reported as TD304.
 */
export function hostFunction<const P extends readonly string[]>(
  name: string,
  parameters: P,
  run: (...values: [...Bound<P>, call: CallArguments]) => MaybePromise<Value>,
): HostFunction {
  const inner = builtin(name, parameters, run);
  return new HostFunction(name, (call) =>
    inner.call(call.positional.some(isMarkup) ? withPlainText(call) : call),
  );
}

const isMarkup = (value: Value): boolean => value instanceof PyObject && value.typeName === 'Markup';

/** Text marked as safe HTML is text like any other to the host. */
const withPlainText = (call: CallArguments): CallArguments => ({
  named: call.named,
  frames: call.frames,
  caller: call.caller,
  depth: call.depth,
  budget: call.budget,
  native: call.native,
  positional: call.positional.map(plainText),
});

/** A value as the host gets it. */
export const plainText = (value: Value): Value =>
  value instanceof PyObject && isMarkup(value) ? value.str() : value;

/** The same for what belongs to Python itself (methods, filters, tests): it sees every value as it is. */
export function builtin<const P extends readonly string[]>(
  name: string,
  parameters: P,
  run: (...values: [...Bound<P>, call: CallArguments]) => MaybePromise<Value>,
): HostFunction {
  const signature = takeApart(parameters);
  // The shape of Bound<P> is what `bind` builds from the same list; the type checker cannot follow that.
  const loose = run as (...values: unknown[]) => MaybePromise<Value>;
  return new HostFunction(name, (call) => {
    const values: unknown[] = bind(name, signature, call);
    values.push(call);
    return loose.apply(undefined, values);
  });
}

/** Binds a call's arguments to a list of parameters; a PyError (TypeError, TD304) when they do not fit. */
export function bindArguments<const P extends readonly string[]>(
  name: string,
  parameters: P,
  call: CallArguments,
): Bound<P> {
  // See hostFunction: `bind` follows the same list of parameters.
  return bind(name, takeApart(parameters), call) as Bound<P>;
}

/** Calls any value from the host; a PyError (TypeError) when it cannot be called. */
export function callValue(
  target: Value,
  positional: readonly Value[] = [],
  named: ReadonlyMap<string, Value> = new Map(),
  from?: CallArguments,
): MaybePromise<Value> {
  if (!(target instanceof PyObject) || !target.call)
    throw new PyError('TypeError', 'object is not callable', 'TD304');
  return target.call({ positional, named, frames: from?.frames ?? [] });
}

/** The list of parameters as data: names, how many are required, whether it takes more. */
export function takeApart(parameters: readonly string[]): Signature {
  const names: string[] = [];
  let [required, varargs, kwargs] = [0, false, false];
  for (const p of parameters) {
    if (p.startsWith('**')) kwargs = true;
    else if (p.startsWith('*')) varargs = true;
    else if (p.endsWith('?')) names.push(p.slice(0, -1));
    else required = names.push(p);
  }
  return { names, required, varargs, kwargs };
}

function bind(name: string, signature: Signature, call: CallArguments): (Value | undefined)[] {
  const { names, required, varargs, kwargs } = signature;
  const given = call.positional.length;
  if (call.named.size === 0 && !varargs && !kwargs && given >= required && given <= names.length) {
    const values: (Value | undefined)[] = call.positional.slice();
    while (values.length < names.length) values.push(undefined);
    return values;
  }
  if (given > names.length && !varargs) throw tooMany(name, signature, given);
  const values: (Value | undefined)[] = names.map((_, i) => call.positional[i]);
  const more = new PyDict();
  for (const [key, value] of call.named) {
    const at = names.indexOf(key);
    if (at >= 0 && at < given) throw wrong(`${name}() got multiple values for argument '${key}'`);
    if (at >= 0) values[at] = value;
    else if (kwargs) more.set(key, value);
    else throw wrong(`${name}() got an unexpected keyword argument '${key}'`);
  }
  const missing = names.slice(0, required).filter((_, i) => values[i] === undefined);
  if (missing.length > 0) throw lacking(name, missing);
  if (varargs) values.push(new PyTuple(call.positional.slice(names.length)));
  if (kwargs) values.push(more);
  return values;
}

const wrong = (message: string): PyError => new PyError('TypeError', message, 'TD304');

function lacking(name: string, missing: readonly string[]): PyError {
  const quoted = missing.map((m) => `'${m}'`);
  const list =
    quoted.length < 3
      ? quoted.join(' and ')
      : `${quoted.slice(0, -1).join(', ')}, and ${quoted[quoted.length - 1]}`;
  return wrong(
    `${name}() missing ${missing.length} required positional argument${missing.length > 1 ? 's' : ''}: ${list}`,
  );
}

function tooMany(name: string, { names, required }: Signature, given: number): PyError {
  const most = names.length;
  const takes = required === most ? `${most}` : `from ${required} to ${most}`;
  const plural = most === 1 && required === most ? '' : 's';
  return wrong(
    `${name}() takes ${takes} positional argument${plural} but ${given} ${given === 1 ? 'was' : 'were'} given`,
  );
}
