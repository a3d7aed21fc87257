import type { AnyNode, ArgumentsNode, Expression, ExpressionNode } from './nunjucks.ts';
import { repr } from './python/print.ts';
import type { Value } from './python/value.ts';

type Shown = { readonly [K in Expression['typename']]: (node: ExpressionNode<K>) => string };

/** An expression as Jinja2 prints its nodes: `Call(node=Name(name='var', ctx='load'), args=[Const(value='x')], …)`. */
export function nodeText(node: Expression | null): string {
  if (node === null) return 'None';
  // The table gives each kind of node to the function that takes this kind; the type checker cannot follow that.
  return (SHOWN[node.typename] as (node: Expression) => string)(node);
}

const both =
  (name: string) =>
  ({ left, right }: { readonly left: Expression; readonly right: Expression }): string =>
    `${name}(left=${nodeText(left)}, right=${nodeText(right)})`;

const one =
  (name: string) =>
  ({ target }: { readonly target: Expression }): string =>
    `${name}(node=${nodeText(target)})`;

const list = (nodes: readonly Expression[]): string => `[${nodes.map(nodeText).join(', ')}]`;

const text = (value: Value): string => repr(value);

const SHOWN: Shown = {
  Literal: ({ value }) => `Const(value=${text(value)})`,
  Symbol: ({ value }) => `Name(name=${text(value)}, ctx='load')`,
  Array: ({ children }) => `List(items=${list(children)})`,
  Tuple: ({ children }) => `Tuple(items=${list(children)}, ctx='load')`,
  Dict: ({ children }) =>
    `Dict(items=[${children.map(({ key, value }) => `Pair(key=${nodeText(key)}, value=${nodeText(value)})`).join(', ')}])`,
  LookupVal: ({ target, val }) => `Getitem(node=${nodeText(target)}, arg=${nodeText(val)}, ctx='load')`,
  GetAttr: ({ target, name }) => `Getattr(node=${nodeText(target)}, attr=${text(name)}, ctx='load')`,
  Slice: ({ start, stop, step }) =>
    `Slice(start=${nodeText(start)}, stop=${nodeText(stop)}, step=${nodeText(step)})`,
  FunCall: ({ name, args }) => `Call(node=${nodeText(name)}, ${argumentsText(args)})`,
  FilterCall: ({ target, name, args }) =>
    `Filter(node=${nodeText(target)}, name=${text(name)}, ${argumentsText(args)})`,
  TestCall: ({ target, name, args }) =>
    `Test(node=${nodeText(target)}, name=${text(name)}, ${argumentsText(args)})`,
  InlineIf: ({ body, cond, else_ }) =>
    `CondExpr(test=${nodeText(cond)}, expr1=${nodeText(body)}, expr2=${nodeText(else_)})`,
  And: both('And'),
  Or: both('Or'),
  Not: one('Not'),
  Neg: one('Neg'),
  Pos: one('Pos'),
  Compare: ({ expr, ops }) =>
    `Compare(expr=${nodeText(expr)}, ops=[${ops.map((op) => `Operand(op=${text(OPERATORS[op.type] ?? op.type)}, expr=${nodeText(op.expr)})`).join(', ')}])`,
  Join: ({ parts }) => `Concat(nodes=${list(parts)})`,
  Add: both('Add'),
  Sub: both('Sub'),
  Mul: both('Mul'),
  Div: both('Div'),
  FloorDiv: both('FloorDiv'),
  Mod: both('Mod'),
  Pow: both('Pow'),
  NSRef: ({ name, attr }) => `NSRef(name=${text(name)}, attr=${text(attr)})`,
};

const OPERATORS: { readonly [sign: string]: string } = {
  '==': 'eq',
  '!=': 'ne',
  '>': 'gt',
  '>=': 'gteq',
  '<': 'lt',
  '<=': 'lteq',
};

const argumentsText = ({ positional, named, star, more }: ArgumentsNode): string =>
  `args=${list(positional)}, kwargs=[${[...keywords({ named }).values()].join(', ')}], dyn_args=${nodeText(star)}, dyn_kwargs=${nodeText(more)}`;

/** The keyword arguments of a call by name, each as Jinja2 prints it. */
export const keywords = ({ named }: Pick<ArgumentsNode, 'named'>): ReadonlyMap<string, string> =>
  new Map(
    named.map(({ key, value }) => {
      const name = nameOf(key);
      return [name, `Keyword(key=${text(name)}, value=${nodeText(value)})`];
    }),
  );

const nameOf = (key: AnyNode): string =>
  key.typename === 'Symbol' || key.typename === 'Literal' ? String(key.value) : '';
