/** `return(value)` as a statement → a closure that ends the macro without throwing. */
import { isPromise } from '../core/maybe-promise.ts';
import type { Context } from './compile-context.ts';
import { compileExpression } from './compile-expression.ts';
import type { Exec, Flow } from './exec.ts';
import type { Invocation } from './invocation.ts';
import type { Expression, TemplateDataNode } from './nunjucks.ts';
import { plainText } from './python/call.ts';
import type { Value } from './python/value.ts';
import { ReturnFunction } from './return-signal.ts';

/**
 * The statement `otherwise`, or where it is nothing but `return(value)` right in a macro, the end of that macro. Whether
 * `return` is what it usually is shows when it runs; a macro may have that name.
 */
export function orReturn(node: Expression | TemplateDataNode, context: Context, otherwise: Exec): Exec {
  const argument = context.direct ? returned(node) : undefined;
  if (argument === undefined || node.typename !== 'FunCall') return otherwise;
  const callee = compileExpression(node.name, context);
  const value = compileExpression(argument, context);
  const end = (inv: Invocation, result: Value): Flow => {
    inv.returned = plainText(result);
    return 'return';
  };
  return (inv, out) => {
    if (!(callee(inv) instanceof ReturnFunction)) return otherwise(inv, out);
    const result = value(inv);
    return isPromise(result) ? result.then((v) => end(inv, v)) : end(inv, result);
  };
}

/** The one argument of a call of `return`. */
function returned(node: Expression | TemplateDataNode): Expression | undefined {
  if (node.typename !== 'FunCall' || node.name.typename !== 'Symbol' || node.name.value !== 'return')
    return undefined;
  const { positional, named, star, more } = node.args;
  const [only] = positional;
  return positional.length === 1 && named.length === 0 && !star && !more ? only : undefined;
}
