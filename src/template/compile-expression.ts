/** Expressions → closures with Python's semantics. */
import { chain, isPromise, type MaybePromise } from '../core/maybe-promise.ts';
import { compileCall, compileFilter, compileTest } from './compile-call.ts';
import { access, type Context } from './compile-context.ts';
import { both, type Eval, evaluateAll } from './exec.ts';
import type { Invocation } from './invocation.ts';
import { constantText } from './native.ts';
import type { CompareOperandNode, Expression, ExpressionNode } from './nunjucks.ts';
import type { Range } from './places.ts';
import { compares, contains, equals, truthy } from './python/compare.ts';
import { attributeOf, itemOf, sliceOf } from './python/methods/attribute.ts';
import { negate, operate, positive } from './python/operators.ts';
import { str } from './python/print.ts';
import { PySlice } from './python/sequence.ts';
import { PyDict, PyTuple, Undefined, type Value } from './python/value.ts';

const ARITHMETIC = { Add: '+', Sub: '-', Mul: '*', Div: '/', FloorDiv: '//', Mod: '%', Pow: '**' } as const;

/** Compiles an expression. */
export function compileExpression(node: Expression, context: Context): Eval {
  switch (node.typename) {
    case 'Literal': {
      const { value } = node;
      return () => value;
    }
    case 'Symbol':
    case 'NSRef':
      return compileName(node.typename === 'Symbol' ? node.value : node.name, context);
    case 'GetAttr':
      return compileAttribute(node, context);
    case 'FunCall':
      return compileCall(node, context);
    case 'FilterCall':
      return compileFilter(node, context);
    case 'TestCall':
      return compileTest(node, context);
    case 'Array':
    case 'Tuple':
    case 'Dict':
    case 'Slice':
    case 'LookupVal':
      return compileCollection(node, context);
    case 'InlineIf':
    case 'And':
    case 'Or':
    case 'Not':
    case 'Compare':
      return compileLogic(node, context);
    default:
      return compileArithmetic(node, context);
  }
}

const compileAll = (nodes: readonly Expression[], context: Context): Eval[] =>
  nodes.map((node) => compileExpression(node, context));

function compileName(name: string, context: Context): Eval {
  const ref = context.symbols.findRef(name);
  const orUndefined = (value: Value | undefined, inv: Invocation): Value =>
    value === undefined ? new Undefined(name, undefined, inv.run.options.lenient) : value;
  if (!ref) return (inv) => orUndefined(inv.run.scope.lookup(name), inv);
  const { read } = access(context, ref);
  return (inv) => orUndefined(read(inv), inv);
}

function compileAttribute(node: ExpressionNode<'GetAttr'>, context: Context): Eval {
  const target = compileExpression(node.target, context);
  const { name } = node;
  const range: Range = node;
  return (inv) => {
    const value = target(inv);
    if (isPromise(value)) {
      return value.then((v) => {
        inv.at = range;
        return attributeOf(v, name, inv.run.options.lenient);
      });
    }
    inv.at = range;
    return attributeOf(value, name, inv.run.options.lenient);
  };
}

type Collection = ExpressionNode<'Array' | 'Tuple' | 'Dict' | 'Slice' | 'LookupVal'>;

function compileCollection(node: Collection, context: Context): Eval {
  if (node.typename === 'LookupVal') {
    const [target, key] = [compileExpression(node.target, context), compileExpression(node.val, context)];
    // Jinja2 leaves slices to Python, but for those it works out before anything runs.
    const look = node.val.typename === 'Slice' && !constantText(node) ? sliceOf : itemOf;
    return (inv) =>
      both(inv, target, key, (t, k) => {
        inv.at = node;
        return look(t, k, inv.run.options.lenient);
      });
  }
  if (node.typename === 'Dict') return compileDict(node, context);
  if (node.typename === 'Slice') return compileSlice(node, context);
  const items = compileAll(node.children, context);
  if (node.typename === 'Array') return (inv) => evaluateAll(items, inv);
  return (inv) => chain(evaluateAll(items, inv), (values) => new PyTuple(values));
}

function compileDict(node: ExpressionNode<'Dict'>, context: Context): Eval {
  const parts = compileAll(
    node.children.flatMap((pair) => [pair.key, pair.value]),
    context,
  );
  return (inv) =>
    chain(evaluateAll(parts, inv), (values) => {
      inv.at = node;
      const dict = new PyDict();
      for (let i = 0; i < values.length; i += 2) dict.set(values[i] ?? null, values[i + 1] ?? null);
      return dict;
    });
}

function compileSlice(node: ExpressionNode<'Slice'>, context: Context): Eval {
  const none: Eval = () => null;
  const parts = [node.start, node.stop, node.step].map((part) =>
    part ? compileExpression(part, context) : none,
  );
  return (inv) =>
    chain(
      evaluateAll(parts, inv),
      ([start = null, stop = null, step = null]) => new PySlice(start, stop, step),
    );
}

type Logic = ExpressionNode<'InlineIf' | 'And' | 'Or' | 'Not' | 'Compare'>;

function compileLogic(node: Logic, context: Context): Eval {
  if (node.typename === 'InlineIf') return compileInlineIf(node, { ...context, soft: true });
  if (node.typename === 'Compare') return compileCompare(node, context);
  if (node.typename === 'Not') {
    const target = compileExpression(node.target, context);
    return (inv) => chain(target(inv), (value) => !truthy(value));
  }
  const left = compileExpression(node.left, context);
  const right = compileExpression(node.right, context);
  const stopsAt = node.typename === 'Or';
  return (inv) => chain(left(inv), (value) => (truthy(value) === stopsAt ? value : right(inv)));
}

function compileInlineIf(node: ExpressionNode<'InlineIf'>, context: Context): Eval {
  const cond = compileExpression(node.cond, context);
  const body = compileExpression(node.body, context);
  const otherwise: Eval = node.else_
    ? compileExpression(node.else_, context)
    : (inv) => noElse(inv.run.source.span(node).line);
  return (inv) => chain(cond(inv), (value) => (truthy(value) ? body(inv) : otherwise(inv)));
}

const noElse = (line: number): Value =>
  new Undefined(
    'else',
    `the inline if-expression on line ${line} evaluated to false and no else section was defined.`,
  );

function compileCompare(node: ExpressionNode<'Compare'>, context: Context): Eval {
  const first = compileExpression(node.expr, context);
  const steps = node.ops.map((op) => compareStep(op, context));
  const from = (i: number, left: Value, inv: Parameters<Eval>[0]): MaybePromise<Value> => {
    const step = steps[i];
    if (!step) return true;
    return chain(step.right(inv), (right) => {
      inv.at = node;
      const result = step.holds(left, right);
      return result && i + 1 < steps.length ? from(i + 1, right, inv) : result;
    });
  };
  return (inv) => chain(first(inv), (left) => from(0, left, inv));
}

function compareStep(
  op: CompareOperandNode,
  context: Context,
): { right: Eval; holds: (a: Value, b: Value) => boolean } {
  const right = compileExpression(op.expr, context);
  const { type } = op;
  if (type === '==') return { right, holds: equals };
  if (type === '!=') return { right, holds: (a, b) => !equals(a, b) };
  if (type === 'in') return { right, holds: (a, b) => contains(b, a) };
  if (type === 'notin') return { right, holds: (a, b) => !contains(b, a) };
  return { right, holds: (a, b) => compares(a, b, type) };
}

type Arithmetic = ExpressionNode<'Join' | 'Neg' | 'Pos' | keyof typeof ARITHMETIC>;

function compileArithmetic(node: Arithmetic, context: Context): Eval {
  if (node.typename === 'Join') {
    const parts = compileAll(node.parts, context);
    return (inv) => chain(evaluateAll(parts, inv), (values) => values.map(str).join(''));
  }
  if (node.typename === 'Neg' || node.typename === 'Pos') {
    const target = compileExpression(node.target, context);
    const sign = node.typename === 'Neg' ? negate : positive;
    return (inv) =>
      chain(target(inv), (value) => {
        inv.at = node;
        return sign(value);
      });
  }
  const left = compileExpression(node.left, context);
  const right = compileExpression(node.right, context);
  const operator = ARITHMETIC[node.typename];
  return (inv) =>
    both(inv, left, right, (a, b) => {
      inv.at = node;
      return operate(operator, a, b);
    });
}
