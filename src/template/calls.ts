/** Which names a template calls, as far as its text shows. */
import { type AnyNode, type Expression, type ExpressionNode, eachChild } from './nunjucks.ts';

/** Names called below a node, also dotted ones (`p.x`) and dispatched ones (`p>x`), each once, in the order of the text. */
export function callsIn(node: AnyNode): readonly string[] {
  const names = new Set<string>();
  const visit = (at: AnyNode): void => {
    if (at.typename === 'FunCall') for (const name of namesOf(at)) names.add(name);
    eachChild(at, visit);
  };
  visit(node);
  return [...names];
}

function namesOf(call: ExpressionNode<'FunCall'>): readonly string[] {
  const callee = call.name;
  if (callee.typename === 'Symbol') return [callee.value];
  if (callee.typename !== 'GetAttr' || callee.target.typename !== 'Symbol') return [];
  if (callee.target.value !== 'adapter') return [`${callee.target.value}.${callee.name}`];
  return callee.name === 'dispatch' ? dispatched(call) : [];
}

/** `adapter.dispatch('x', 'p')` calls x, and what dispatch finds for it: `p>x`, or `>x` where no package is named. */
function dispatched(call: ExpressionNode<'FunCall'>): readonly string[] {
  const { positional, named } = call.args;
  const argument = (at: number, name: string): string | undefined =>
    textOf(positional[at] ?? named.find((pair) => textOf(pair.key) === name)?.value);
  const macro = argument(0, 'macro_name');
  const space = argument(1, 'macro_namespace');
  if (macro === undefined) return [];
  return [macro, `${space ?? ''}>${macro}`];
}

const textOf = (node: Expression | undefined): string | undefined =>
  node?.typename === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
