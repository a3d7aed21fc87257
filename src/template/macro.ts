/** Macros as values: something to call that renders its body, or gives what it returns. */
import { isPromise, type MaybePromise } from '../core/maybe-promise.ts';
import type { Exec, Flow } from './exec.ts';
import { Invocation, type Run } from './invocation.ts';
import { TextOutput } from './output.ts';
import { Budget } from './python/budget.ts';
import {
  type CallArguments,
  PyDict,
  PyError,
  PyObject,
  PyTuple,
  Undefined,
  type Value,
} from './python/value.ts';

/** A macro as it stands in the text, compiled. */
export interface MacroCode {
  readonly name: string | null;
  readonly params: readonly string[];
  /** Variables that the body needs. */
  readonly size: number;
  /** Puts the arguments into the variables; parameters that are missing get their defaults. */
  readonly bind: (inv: Invocation, values: readonly (Value | undefined)[]) => MaybePromise<unknown>;
  readonly body: Exec;
  /** Slots of the special names, where the body reads them. */
  readonly caller: number | undefined;
  readonly kwargs: number | undefined;
  readonly varargs: number | undefined;
}

/** A macro bound to where it was defined. */
export class MacroValue extends PyObject {
  readonly typeName = 'Macro';
  readonly #code: () => MacroCode;
  readonly #outer: Invocation | null;
  readonly #run: Run;

  constructor(code: () => MacroCode, run: Run, outer: Invocation | null) {
    super();
    this.#code = code;
    this.#run = run;
    this.#outer = outer;
  }

  override call(args: CallArguments): MaybePromise<Value> {
    const code = this.#code();
    const budget = args.budget ?? new Budget();
    const depth = Math.max(1, args.depth ?? args.frames.length);
    const run = budget === this.#run.budget ? this.#run : { ...this.#run, budget };
    const inv = new Invocation(run, this.#outer, code.size, args, depth);
    // What is wrong with the call is told at the call, not inside of the macro.
    budget.enter(depth);
    const values = bindMacro(code, inv, args);
    try {
      const result = render(code, inv, values);
      return isPromise(result) ? result.catch((error: unknown) => inv.ended(error)) : result;
    } catch (error) {
      return inv.ended(error);
    }
  }

  override attribute(name: string): Value | undefined {
    const code = this.#code();
    switch (name) {
      case 'name':
        return code.name;
      case 'arguments':
        return new PyTuple(code.params);
      case 'catch_kwargs':
        return code.kwargs !== undefined;
      case 'catch_varargs':
        return code.varargs !== undefined;
      case 'caller':
        return code.caller !== undefined;
      default:
        return undefined;
    }
  }

  str(): string {
    const { name } = this.#code();
    return name === null ? '<Macro anonymous>' : `<Macro '${name}'>`;
  }
}

function render(
  code: MacroCode,
  inv: Invocation,
  values: readonly (Value | undefined)[],
): MaybePromise<Value> {
  const output = new TextOutput(inv.run.budget);
  const result = (flow: Flow): Value => (flow === 'return' ? inv.returned : output.result);
  const bound = code.bind(inv, values);
  if (isPromise(bound)) return bound.then(() => code.body(inv, output)).then(result);
  const done = code.body(inv, output);
  return isPromise(done) ? done.then(result) : result(done);
}

const wrong = (message: string): PyError => new PyError('TypeError', message, 'TD304');

/** Spreads a call's arguments over the parameters and the special names, with Jinja2's errors. */
function bindMacro(code: MacroCode, inv: Invocation, args: CallArguments): (Value | undefined)[] {
  const { params } = code;
  const values: (Value | undefined)[] = args.positional.slice(0, params.length);
  if (isPlainCall(code, args)) return values;
  const named = new Map(args.named);
  if (args.caller) named.set('caller', args.caller);
  let foundCaller = values.length === params.length && params.includes('caller');
  for (let i = values.length; i < params.length; i++) {
    const name = params[i] ?? '';
    values[i] = named.get(name);
    named.delete(name);
    if (name === 'caller') foundCaller = true;
  }
  special(code, inv, named, args, foundCaller);
  return values;
}

/** Only positional values, for a macro that looks at nothing but its parameters. */
const isPlainCall = (code: MacroCode, { named, caller, positional }: CallArguments): boolean =>
  named.size === 0 &&
  caller === undefined &&
  positional.length <= code.params.length &&
  code.caller === undefined &&
  code.kwargs === undefined &&
  code.varargs === undefined;

function special(
  code: MacroCode,
  inv: Invocation,
  named: Map<string, Value>,
  args: CallArguments,
  foundCaller: boolean,
): void {
  if (code.caller !== undefined && !foundCaller) {
    inv.locals[code.caller] = named.get('caller') ?? new Undefined('caller', 'No caller defined');
    named.delete('caller');
  }
  if (code.kwargs !== undefined) inv.locals[code.kwargs] = new PyDict(named);
  else if (named.size > 0) refuseNamed(code, named);
  if (code.varargs !== undefined)
    inv.locals[code.varargs] = new PyTuple(args.positional.slice(code.params.length));
  else if (args.positional.length > code.params.length) {
    throw wrong(`macro ${shown(code)} takes not more than ${code.params.length} argument(s)`);
  }
}

const shown = (code: MacroCode): string => (code.name === null ? 'None' : `'${code.name}'`);

function refuseNamed(code: MacroCode, named: ReadonlyMap<string, Value>): never {
  if (named.has('caller')) {
    const message = `macro ${shown(code)} was invoked with two values for the special caller argument.`;
    throw wrong(`${message} This is most likely a bug.`);
  }
  const [first = ''] = named.keys();
  throw wrong(`macro ${shown(code)} takes no keyword argument '${first}'`);
}
