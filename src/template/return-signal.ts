import { bindArguments, plainText } from './python/call.ts';
import { HostFunction, PyError, type Value } from './python/value.ts';

/** Thrown by `return()`: the macro around it ends and gives the value as it is, not as text. */
export class ReturnSignal extends PyError {
  readonly value: Value;
  constructor(value: Value) {
    super('ReturnSignal', "'return' outside of a macro");
    this.value = value;
  }
}

/** `return`, as templates see it. */
export class ReturnFunction extends HostFunction {
  constructor() {
    super('return', (call) => returnValue(plainText(bindArguments('return', ['data'], call)[0])));
  }
}

/** Ends the macro that is running with a value; at the top of a template it is an error (TD305). */
export function returnValue(value: Value): never {
  // Nobody looks at the stack of a signal, and taking it is most of what a return would cost.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const signal = new ReturnSignal(value);
  Error.stackTraceLimit = stackTraceLimit;
  throw signal;
}
