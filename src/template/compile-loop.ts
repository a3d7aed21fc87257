/** Loops → closures: plain, with `loop`, with a condition, recursive. */
import { chain, isPromise, type MaybePromise } from '../core/maybe-promise.ts';
import { analyze, analyzeTarget, findStore, undeclared } from './analyze.ts';
import { type Context, enter } from './compile-context.ts';
import { compileExpression } from './compile-expression.ts';
import { compileBody, compileTarget, innerContext, type Store } from './compile-statement.ts';
import type { Eval, Exec, Flow } from './exec.ts';
import { Invocation } from './invocation.ts';
import { LoopItems, LoopObject } from './loop-object.ts';
import type { StatementNode } from './nunjucks.ts';
import { type Output, TextOutput } from './output.ts';
import { truthy } from './python/compare.ts';
import { iterate, lengthOf } from './python/sequence.ts';
import { PyObject, type Value } from './python/value.ts';
import { FunctionInfo, Symbols } from './symbols.ts';
import { syntaxError } from './syntax-error.ts';

/** The parts of a loop, compiled. */
interface Parts {
  readonly enter: (inv: Invocation) => void;
  readonly store: Store;
  readonly body: Exec;
  readonly test: ((inv: Invocation, item: Value) => MaybePromise<boolean>) | undefined;
  readonly otherwise: Exec | undefined;
  /** The slot of `loop`, where the body reads it. */
  readonly slot: number | undefined;
}

/** Compiles a loop; a TsdbtError (TD301) when it sets `loop`. */
export function compileLoop(node: StatementNode<'Loop'>, context: Context): Exec {
  const store = findStore(node, 'loop');
  if (store) {
    throw syntaxError(context.source, store, "Can't assign to special loop variable in for-loop target");
  }
  const iterable = compileExpression(node.iterable, context);
  if (node.recursive) return compileRecursive(node, context, iterable);
  const parts = compileParts(node, context);
  return (inv, out) =>
    chain(iterable(inv), (items) => {
      inv.at = node.iterable;
      return run(parts, inv, out, items, 0, undefined);
    });
}

function compileParts(node: StatementNode<'Loop'>, context: Context): Parts {
  let slot: number | undefined;
  const inner = innerContext(context, (symbols) => {
    if (node.recursive || undeclared(node.body, ['loop']).has('loop')) slot = symbols.parameter('loop').index;
    analyzeTarget(node.target, symbols, true);
    analyze(node.body, symbols);
  });
  return {
    enter: enter(inner),
    store: compileTarget(node.target, inner),
    body: compileBody(node.body, inner),
    test: compileTest(node, context),
    otherwise: compileElse(node, context),
    slot,
  };
}

function compileTest(node: StatementNode<'Loop'>, context: Context): Parts['test'] {
  const { test } = node;
  if (!test) return undefined;
  const inner = innerContext(context, (symbols) => {
    analyzeTarget(node.target, symbols, true);
    analyze(test, symbols);
  });
  const start = enter(inner);
  const store = compileTarget(node.target, inner);
  const holds = compileExpression(test, inner);
  return (inv, item) => {
    start(inv);
    store(inv, item);
    return chain(holds(inv), truthy);
  };
}

function compileElse(node: StatementNode<'Loop'>, context: Context): Exec | undefined {
  const { else_ } = node;
  if (!else_) return undefined;
  const inner = innerContext(context, (symbols) => analyze(else_, symbols));
  const start = enter(inner);
  const body = compileBody(else_, inner);
  return (inv, out) => {
    start(inv);
    return body(inv, out);
  };
}

/** A recursive loop is a function of its own: each level has its own variables. */
function compileRecursive(node: StatementNode<'Loop'>, context: Context, iterable: Eval): Exec {
  const owner = new FunctionInfo(context.owner);
  const parts = compileParts(node, { ...context, owner, symbols: new Symbols(context.symbols, owner) });
  const render = (outer: Invocation, items: Value, depth: number): MaybePromise<Value> => {
    outer.run.budget.enter(outer.depth + depth);
    const inv = new Invocation(outer.run, outer, owner.size, outer, outer.depth);
    const output = new TextOutput(outer.run.budget);
    const again = (more: Value, level: number): MaybePromise<Value> => render(outer, more, level);
    inv.at = node.iterable;
    return inv.guard(() => chain(run(parts, inv, output, items, depth, again), () => output.result));
  };
  return (inv, out) =>
    chain(iterable(inv), (items) => {
      inv.at = node.iterable;
      return chain(render(inv, items, 0), (text): Flow => {
        out.value(text);
        return 'next';
      });
    });
}

const sizeOf = (items: Value): number | undefined =>
  items instanceof PyObject && !items.length ? undefined : lengthOf(items);

function run(
  parts: Parts,
  inv: Invocation,
  out: Output,
  items: Value,
  depth: number,
  recurse: ((items: Value, depth: number) => MaybePromise<Value>) | undefined,
): MaybePromise<Flow> {
  const { test, slot } = parts;
  const iterable = iterate(items);
  const source = new LoopItems(iterable, test ? (item) => test(inv, item) : undefined);
  const loop =
    slot === undefined ? undefined : new LoopObject(source, test ? undefined : sizeOf(items), depth, recurse);
  return turns(parts, inv, out, source, loop, false);
}

/** Takes turns until the items end or a promise comes back; then goes on when it is kept. */
function turns(
  parts: Parts,
  inv: Invocation,
  out: Output,
  source: LoopItems,
  loop: LoopObject | undefined,
  began: boolean,
): MaybePromise<Flow> {
  let some = began;
  for (;;) {
    const item = source.next();
    if (isPromise(item)) return item.then((i) => after(i, turn(i)));
    const flow = turn(item);
    if (isPromise(flow)) return flow.then((f) => after(item, f));
    if (item === undefined) return flow;
    if (flow === 'break') return afterBreak();
    some ||= flow === 'next';
  }

  function turn(item: Value | undefined): MaybePromise<Flow> {
    if (item === undefined) return some || !parts.otherwise ? 'next' : parts.otherwise(inv, out);
    inv.run.budget.step();
    parts.enter(inv);
    parts.store(inv, item);
    if (loop && parts.slot !== undefined) {
      loop.turn(item);
      inv.locals[parts.slot] = loop;
    }
    return parts.body(inv, out);
  }

  function after(item: Value | undefined, flow: MaybePromise<Flow>): MaybePromise<Flow> {
    return chain(flow, (f): MaybePromise<Flow> => {
      if (item === undefined) return f;
      return f === 'break' ? afterBreak() : turns(parts, inv, out, source, loop, some || f === 'next');
    });
  }

  /** As in Jinja2, a turn that was broken off does not count for `else`. */
  function afterBreak(): MaybePromise<Flow> {
    return some || !parts.otherwise ? 'next' : parts.otherwise(inv, out);
  }
}
