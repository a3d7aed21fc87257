/** Calls, filters and tests → closures. */
import { type Frame, failure } from '../core/diagnostic.ts';
import { chain, isPromise, type MaybePromise } from '../core/maybe-promise.ts';
import { didYouMean } from '../core/similar.ts';
import type { Context } from './compile-context.ts';
import { compileExpression } from './compile-expression.ts';
import { type Eval, evaluateAll } from './exec.ts';
import { filters } from './filters/index.ts';
import { tests } from './filters/tests.ts';
import type { Invocation } from './invocation.ts';
import type { ArgumentsNode, Expression, ExpressionNode } from './nunjucks.ts';
import type { Range } from './places.ts';
import type { Budget } from './python/budget.ts';
import { truthy } from './python/compare.ts';
import { pairsOf } from './python/methods/dict.ts';
import { typeName } from './python/numbers.ts';
import { str } from './python/print.ts';
import { listOf } from './python/sequence.ts';
import {
  type CallArguments,
  type HostFunction,
  PyError,
  PyObject,
  Undefined,
  type Value,
} from './python/value.ts';

/** Evaluated arguments. */
interface Given {
  readonly positional: Value[];
  readonly named: ReadonlyMap<string, Value>;
}

const NOTHING: ReadonlyMap<string, Value> = new Map();

/** Compiles a call; `caller` gives the body of a call block. */
export function compileCall(
  node: ExpressionNode<'FunCall'>,
  context: Context,
  caller?: (inv: Invocation) => PyObject,
): Eval {
  const callee = compileExpression(node.name, context);
  const give = compileArguments(node.args, context);
  const label = labelOf(node.name);
  return (inv) => {
    const target = callee(inv);
    if (isPromise(target))
      return target.then((t) => chain(give(inv), (given) => invoke(inv, t, given, node, label, caller)));
    const given = give(inv);
    if (isPromise(given)) return given.then((g) => invoke(inv, target, g, node, label, caller));
    return invoke(inv, target, given, node, label, caller);
  };
}

/** The callee as the text spells it: `dbt_utils.star`; '' for what is no path of names. */
function labelOf(node: Expression): string {
  if (node.typename === 'Symbol') return node.value;
  if (node.typename !== 'GetAttr') return '';
  const before = labelOf(node.target);
  return before === '' ? node.name : `${before}.${node.name}`;
}

function invoke(
  inv: Invocation,
  target: Value,
  given: Given,
  range: Range,
  label: string,
  caller: ((inv: Invocation) => PyObject) | undefined,
): MaybePromise<Value> {
  inv.at = range;
  if (!(target instanceof PyObject) || !target.call) return notCallable(target);
  return target.call(new Call(given, inv, range, label, caller?.(inv)));
}

/** A call while it is made: where it stands is worked out when somebody asks. */
class Call implements CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly caller: PyObject | undefined;
  readonly depth: number;
  readonly budget: Budget;
  readonly #from: Invocation;
  readonly #range: Range;
  readonly #label: string;

  constructor(given: Given, from: Invocation, range: Range, label: string, caller: PyObject | undefined) {
    this.positional = given.positional;
    this.named = given.named;
    this.caller = caller;
    this.depth = from.depth + 1;
    this.budget = from.run.budget;
    this.#from = from;
    this.#range = range;
    this.#label = label;
  }

  get frames(): readonly Frame[] {
    const span = this.#from.run.source.span(this.#range);
    return [this.#label === '' ? span : { ...span, name: this.#label }, ...this.#from.frames];
  }
}

function notCallable(target: Value): Value {
  if (!(target instanceof Undefined))
    throw new PyError('TypeError', `'${typeName(target)}' object is not callable`);
  if (target.lenient) return target;
  throw new PyError('UndefinedError', target.message);
}

/** Compiles the arguments of a call; `first` values come before them. */
export function compileArguments(
  node: ArgumentsNode,
  context: Context,
): (inv: Invocation) => MaybePromise<Given> {
  const positional = node.positional.map((arg) => compileExpression(arg, context));
  if (node.named.length === 0 && !node.star && !node.more) {
    return (inv) => {
      const values = evaluateAll(positional, inv);
      return isPromise(values)
        ? values.then((v) => ({ positional: v, named: NOTHING }))
        : { positional: values, named: NOTHING };
    };
  }
  const keys = node.named.map((pair) => (pair.key.typename === 'Literal' ? str(pair.key.value) : ''));
  const values = node.named.map((pair) => compileExpression(pair.value, context));
  const spreads = [node.star, node.more].map(
    (spread): Eval => (spread ? compileExpression(spread, context) : () => null),
  );
  const all = [...positional, ...values, ...spreads];
  return (inv) =>
    chain(evaluateAll(all, inv), (list) => {
      inv.at = node;
      const [star = null, more = null] = list.slice(-2);
      const named = new Map(keys.map((key, i) => [key, list[positional.length + i] ?? null] as const));
      if (node.more) spreadNamed(more, named);
      return { positional: [...list.slice(0, positional.length), ...(node.star ? listOf(star) : [])], named };
    });
}

function spreadNamed(more: Value, named: Map<string, Value>): void {
  if (more instanceof Undefined) return;
  if (typeof more !== 'object' || more === null || Array.isArray(more)) {
    throw new PyError('TypeError', `argument after ** must be a mapping, not ${typeName(more)}`, 'TD304');
  }
  for (const [key, value] of pairsOf(more)) {
    if (typeof key !== 'string') throw new PyError('TypeError', 'keywords must be strings', 'TD304');
    if (named.has(key))
      throw new PyError('TypeError', `got multiple values for keyword argument '${key}'`, 'TD304');
    named.set(key, value);
  }
}

/** Compiles `target | name(args)`; in a filter block `input` is the text of the block. */
export function compileFilter(node: ExpressionNode<'FilterCall'>, context: Context, input?: Eval): Eval {
  const inner = node.target;
  const target = !inner
    ? (input ?? (() => null))
    : inner.typename === 'FilterCall'
      ? compileFilter(inner, context, input)
      : compileExpression(inner, context);
  const filter = find(filters, 'filter', node, context);
  return applied(filter, target, node, context);
}

/** Compiles `target is name(args)`. */
export function compileTest(node: ExpressionNode<'TestCall'>, context: Context): Eval {
  const test = find(tests, 'test', node, context);
  const apply = applied(test, compileExpression(node.target, context), node, context);
  return (inv) => chain(apply(inv), (value) => truthy(value));
}

function applied(
  named: (() => HostFunction) | HostFunction,
  target: Eval,
  node: ExpressionNode<'FilterCall' | 'TestCall'>,
  context: Context,
): Eval {
  const give = compileArguments(node.args, context);
  return (inv) =>
    chain(target(inv), (value) =>
      chain(give(inv), (given) => {
        inv.at = node;
        const fn = typeof named === 'function' ? named() : named;
        given.positional.unshift(value);
        const { budget, native } = inv.run;
        return fn.call({ ...given, frames: [], depth: inv.depth, budget, native });
      }),
    );
}

function find(
  table: ReadonlyMap<string, HostFunction>,
  kind: 'filter' | 'test',
  node: ExpressionNode<'FilterCall' | 'TestCall'>,
  context: Context,
): (() => HostFunction) | HostFunction {
  const known = table.get(node.name);
  if (known) return known;
  const message = `No ${kind} named '${node.name}'${context.soft ? ' found' : ''}.`;
  const help = didYouMean(node.name, table.keys());
  const fail = (): never => {
    throw failure('TD306', message, {
      at: context.source.span(node),
      ...(help === undefined ? {} : { help }),
    });
  };
  return context.soft ? fail : fail();
}
