/** What nodes are compiled to, and how such closures are run one after the other without waiting unless they must. */
import { isPromise, type MaybePromise } from '../core/maybe-promise.ts';
import type { Invocation } from './invocation.ts';
import type { Output } from './output.ts';
import type { Value } from './python/value.ts';

/** An expression. */
export type Eval = (inv: Invocation) => MaybePromise<Value>;

/** How a statement ends: on to the next, out of the loop, to the loop's next turn, or out of the macro. */
export type Flow = 'next' | 'break' | 'continue' | 'return';

/** A statement. */
export type Exec = (inv: Invocation, out: Output) => MaybePromise<Flow>;

/** Runs statements in order until one leaves the loop around them. */
export function sequence(statements: readonly Exec[]): Exec {
  const [only] = statements;
  if (only && statements.length === 1) return only;
  const from = (start: number, inv: Invocation, out: Output): MaybePromise<Flow> => {
    for (let i = start; i < statements.length; i++) {
      const flow = statements[i]?.(inv, out) ?? 'next';
      if (isPromise(flow)) return flow.then((f) => (f === 'next' ? from(i + 1, inv, out) : f));
      if (flow !== 'next') return flow;
    }
    return 'next';
  };
  return (inv, out) => from(0, inv, out);
}

/** Evaluates expressions in order. */
export function evaluateAll(expressions: readonly Eval[], inv: Invocation): MaybePromise<Value[]> {
  return evaluateMore(expressions, inv, []);
}

/** Goes on where `values` end. */
function evaluateMore(expressions: readonly Eval[], inv: Invocation, values: Value[]): MaybePromise<Value[]> {
  for (let i = values.length; i < expressions.length; i++) {
    const value = expressions[i]?.(inv) ?? null;
    if (isPromise(value)) {
      return value.then((v) => {
        values.push(v);
        return evaluateMore(expressions, inv, values);
      });
    }
    values.push(value);
  }
  return values;
}

/** Evaluates two expressions in order and carries on with both. */
export function both<R>(
  inv: Invocation,
  left: Eval,
  right: Eval,
  next: (a: Value, b: Value) => MaybePromise<R>,
): MaybePromise<R> {
  const a = left(inv);
  if (isPromise(a)) return a.then((value) => withRight(inv, value, right, next));
  return withRight(inv, a, right, next);
}

function withRight<R>(
  inv: Invocation,
  a: Value,
  right: Eval,
  next: (a: Value, b: Value) => MaybePromise<R>,
): MaybePromise<R> {
  const b = right(inv);
  return isPromise(b) ? b.then((value) => next(a, value)) : next(a, b);
}
