/** Macros and call blocks → code that can be called. */
import { failure } from '../core/diagnostic.ts';
import { chain, isPromise, type MaybePromise } from '../core/maybe-promise.ts';
import { analyzeMacro, undeclared } from './analyze.ts';
import { type Context, enter } from './compile-context.ts';
import { compileExpression } from './compile-expression.ts';
import { compileBody } from './compile-statement.ts';
import type { Eval } from './exec.ts';
import type { Invocation } from './invocation.ts';
import type { MacroCode } from './macro.ts';
import type { MacroFields } from './nunjucks.ts';
import { Undefined, type Value } from './python/value.ts';
import { FunctionInfo, Symbols } from './symbols.ts';

const SPECIAL = ['caller', 'kwargs', 'varargs'] as const;

/** Compiles a macro that stands in a frame; a TsdbtError (TD301) when `caller` is a parameter without a default. */
export function compileMacro(node: MacroFields, name: string | null, context: Context): MacroCode {
  const owner = new FunctionInfo(context.owner);
  const symbols = new Symbols(context.symbols, owner);
  analyzeMacro(node, symbols);
  const params = node.params.map((param) => param.value);
  checkCaller(node, params, context);
  const reads = undeclared(node.body, SPECIAL);
  const slot = (special: string): number | undefined =>
    reads.has(special) && !params.includes(special) ? symbols.parameter(special).index : undefined;
  const [caller, kwargs, varargs] = SPECIAL.map(slot);
  const inner: Context = { ...context, symbols, owner, soft: false, direct: true };
  const body = compileBody(node.body, inner);
  const bind = compileBinding(node, inner);
  return {
    name,
    params,
    bind,
    body,
    caller,
    kwargs,
    varargs,
    get size() {
      return owner.size;
    },
  };
}

function checkCaller(node: MacroFields, params: readonly string[], context: Context): void {
  const at = params.indexOf('caller');
  const param = node.params[at];
  if (
    !param ||
    at >= params.length - node.defaults.length ||
    !undeclared(node.body, ['caller']).has('caller')
  )
    return;
  const message =
    'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.';
  throw failure('TD301', message, { at: context.source.span(param) });
}

function compileBinding(node: MacroFields, context: Context): MacroCode['bind'] {
  const start = enter(context);
  const without = node.params.length - node.defaults.length;
  const params = node.params.map((param, i) => {
    const ref = context.symbols.findRef(param.value);
    const given = node.defaults[i - without];
    const missing: Eval = given
      ? compileExpression(given, context)
      : () => new Undefined(param.value, `parameter '${param.value}' was not provided`);
    return { slot: ref?.index ?? 0, missing };
  });
  const slots = params.map((param) => param.slot);
  const from = (i: number, inv: Invocation): MaybePromise<unknown> => {
    for (let at = i; at < params.length; at++) {
      const param = params[at];
      if (!param || inv.locals[param.slot] !== undefined) continue;
      const value = param.missing(inv);
      if (isPromise(value)) {
        return chain(value, (v) => {
          inv.locals[param.slot] = v;
          return from(at + 1, inv);
        });
      }
      inv.locals[param.slot] = value;
    }
    return undefined;
  };
  return (inv, values: readonly (Value | undefined)[]) => {
    start(inv);
    for (let i = 0; i < params.length; i++) inv.locals[slots[i] ?? 0] = values[i];
    return from(0, inv);
  };
}
