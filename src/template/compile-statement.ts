/** Statements → closures. */
import { chain, isPromise, type MaybePromise } from '../core/maybe-promise.ts';
import { analyze, analyzeTarget } from './analyze.ts';
import { compileCall, compileFilter } from './compile-call.ts';
import { access, type Context, enter } from './compile-context.ts';
import { compileExpression } from './compile-expression.ts';
import { compileLoop } from './compile-loop.ts';
import { compileMacro } from './compile-macro.ts';
import { orReturn } from './compile-return.ts';
import { type Eval, type Exec, evaluateAll, type Flow, sequence } from './exec.ts';
import type { Invocation } from './invocation.ts';
import { MacroValue } from './macro.ts';
import { constantText } from './native.ts';
import type { Body, Expression, Statement, StatementNode, TemplateDataNode } from './nunjucks.ts';
import { type Output, TextOutput } from './output.ts';
import { truthy } from './python/compare.ts';
import { typeName } from './python/numbers.ts';
import { isIterable, iterate } from './python/sequence.ts';
import { PyError, PyObject, Undefined, type Value } from './python/value.ts';
import { Symbols } from './symbols.ts';

/** Compiles the statements of a body into one closure. */
export const compileBody = (body: Body, context: Context): Exec =>
  sequence(body.children.flatMap((statement) => compileStatement(statement, context)));

function compileStatement(node: Statement, context: Context): Exec | Exec[] {
  switch (node.typename) {
    case 'Output':
      return node.children.map((child) => orReturn(child, context, compileOutput(child, context)));
    case 'If':
      return compileIf(node, context);
    case 'Loop':
      return compileLoop(node, context);
    case 'Assign':
      return compileAssign(node, context);
    case 'AssignBlock':
      return compileAssignBlock(node, context);
    case 'Do':
      return orReturn(
        node.expression,
        context,
        then(compileExpression(node.expression, context), () => 'next'),
      );
    case 'MacroDef':
      return compileDefinition(node, context);
    case 'CallBlock':
      return compileCallBlock(node, context);
    case 'FilterBlock':
      return compileFilterBlock(node, context);
    case 'With':
      return compileWith(node, context);
    case 'Scoped':
      return compileScoped(node, context);
    case 'Break':
      return () => 'break';
    case 'Continue':
      return () => 'continue';
    default:
      return compileBody(node, context);
  }
}

const then =
  (value: Eval, next: (value: Value) => Flow): Exec =>
  (inv) => {
    const result = value(inv);
    return isPromise(result) ? result.then(next) : next(result);
  };

function compileOutput(node: Expression | TemplateDataNode, context: Context): Exec {
  if (node.typename === 'TemplateData') return printText(node.value);
  const constant = constantText(node);
  const value = compileExpression(node, context);
  const print = (inv: Invocation, v: Value, out: Output): Flow => {
    inv.at = node;
    if (constant) out.constant(v);
    else out.value(v);
    return 'next';
  };
  return (inv, out) => {
    const result = value(inv);
    return isPromise(result) ? result.then((v) => print(inv, v, out)) : print(inv, result, out);
  };
}

const printText =
  (text: string): Exec =>
  (_inv, out) => {
    out.text(text);
    return 'next';
  };

function compileIf(node: StatementNode<'If'>, context: Context): Exec {
  const soft = { ...context, soft: true };
  const branches: { cond: Eval; body: Exec }[] = [];
  let at: Body | StatementNode<'If'> | null = node;
  for (; at?.typename === 'If'; at = at.else_) {
    branches.push({ cond: compileExpression(at.cond, soft), body: compileBody(at.body, soft) });
  }
  const otherwise: Exec = at ? compileBody(at, soft) : () => 'next';
  const from = (i: number, inv: Invocation, out: Parameters<Exec>[1]): MaybePromise<Flow> => {
    const branch = branches[i];
    if (!branch) return otherwise(inv, out);
    return chain(branch.cond(inv), (value) =>
      truthy(value) ? branch.body(inv, out) : from(i + 1, inv, out),
    );
  };
  return (inv, out) => from(0, inv, out);
}

/** Sets the names of a target; tuples are unpacked. */
export type Store = (inv: Invocation, value: Value) => void;

/** Compiles a target of an assignment. */
export function compileTarget(node: Expression, context: Context): Store {
  if (node.typename === 'Tuple')
    return unpack(
      node.children.map((child) => compileTarget(child, context)),
      node,
    );
  const name = node.typename === 'Symbol' ? node.value : node.typename === 'NSRef' ? node.name : '';
  const ref = context.symbols.findRef(name);
  if (!ref) throw new Error(`a target without a variable: ${name}`);
  const { read, write } = access(context, ref);
  if (node.typename !== 'NSRef') return write;
  const { attr } = node;
  return (inv, value) => {
    inv.at = node;
    const target = read(inv);
    if (target instanceof PyObject && target.setAttribute) return target.setAttribute(attr, value);
    throw new PyError('TypeError', 'cannot assign attribute on non-namespace object');
  };
}

function unpack(targets: readonly Store[], node: Expression): Store {
  return (inv, value) => {
    inv.at = node;
    if (!isIterable(value))
      throw new PyError('TypeError', `cannot unpack non-iterable ${typeName(value)} object`);
    const items: Value[] = [];
    for (const item of iterate(value)) {
      if (items.length === targets.length)
        throw count(`too many values to unpack (expected ${targets.length})`);
      items.push(item);
    }
    if (items.length < targets.length) {
      throw count(`not enough values to unpack (expected ${targets.length}, got ${items.length})`);
    }
    for (const [i, store] of targets.entries()) store(inv, items[i] ?? null);
  };
}

const count = (message: string): PyError => new PyError('ValueError', message);

function compileAssign(node: StatementNode<'Assign'>, context: Context): Exec {
  const value = compileExpression(node.value, context);
  const store = compileTarget(node.target, context);
  return (inv) => {
    const result = value(inv);
    if (isPromise(result)) {
      return result.then((v) => {
        store(inv, v);
        return 'next';
      });
    }
    store(inv, result);
    return 'next';
  };
}

/** A frame within another one, its symbols filled by `fill`. */
export function innerContext(context: Context, fill: (symbols: Symbols) => void): Context {
  const symbols = new Symbols(context.symbols, context.owner);
  fill(symbols);
  return { ...context, symbols, soft: false, direct: false };
}

/** Runs a body and gives what it prints. */
const captured =
  (body: Exec): Eval =>
  (inv) => {
    const output = new TextOutput(inv.run.budget);
    return chain(body(inv, output), () => output.result);
  };

function compileAssignBlock(node: StatementNode<'AssignBlock'>, context: Context): Exec {
  const inner = innerContext(context, (symbols) => {
    analyze(node.body, symbols);
    analyze(node.filter, symbols);
  });
  const start = enter(inner);
  const text = captured(compileBody(node.body, inner));
  const value = node.filter ? compileFilter(node.filter, inner, text) : text;
  const store = compileTarget(node.target, context);
  return (inv) => {
    start(inv);
    return chain(value(inv), (v): Flow => {
      store(inv, v);
      return 'next';
    });
  };
}

function compileFilterBlock(node: StatementNode<'FilterBlock'>, context: Context): Exec {
  const inner = innerContext(context, (symbols) => {
    analyze(node.body, symbols);
    analyze(node.filter, symbols);
  });
  const start = enter(inner);
  const text = captured(compileBody(node.body, inner));
  const value = node.filter.typename === 'FilterCall' ? compileFilter(node.filter, inner, text) : text;
  return (inv, out) => {
    start(inv);
    return chain(value(inv), (v): Flow => {
      out.value(textOnly(v));
      return 'next';
    });
  };
}

/** What a block gives must be text: Jinja2 joins it without conversion. */
function textOnly(value: Value): Value {
  if (typeof value === 'string' || value instanceof PyObject) return value;
  throw new PyError('TypeError', `sequence item 0: expected str instance, ${typeName(value)} found`);
}

function compileWith(node: StatementNode<'With'>, context: Context): Exec {
  const inner = innerContext(context, (symbols) => {
    for (const target of node.targets) analyzeTarget(target, symbols, true);
    analyze(node.body, symbols);
  });
  const start = enter(inner);
  const values = node.values.map((value) => compileExpression(value, context));
  const stores = node.targets.map((target) => compileTarget(target, inner));
  const body = compileBody(node.body, inner);
  return (inv, out) =>
    chain(evaluateAll(values, inv), (list) => {
      start(inv);
      for (const [i, store] of stores.entries()) store(inv, list[i] ?? null);
      return body(inv, out);
    });
}

function compileScoped(node: StatementNode<'Scoped'>, context: Context): Exec {
  const inner = innerContext(context, (symbols) => analyze(node.body, symbols));
  const start = enter(inner);
  const body = compileBody(node.body, inner);
  return (inv, out) => {
    start(inv);
    return body(inv, out);
  };
}

function compileDefinition(node: StatementNode<'MacroDef'>, context: Context): Exec {
  if (node.kind === 'docs' || node.kind === 'snapshot') return () => 'next';
  const code = compileMacro(node, node.name, context);
  const ref = context.symbols.findRef(node.name);
  const write = ref ? access(context, ref).write : undefined;
  return (inv) => {
    write?.(inv, new MacroValue(() => code, inv.run, inv));
    return 'next';
  };
}

function compileCallBlock(node: StatementNode<'CallBlock'>, context: Context): Exec {
  const code = compileMacro(node, null, context);
  const call = compileCall(node.call, context, (inv) => new MacroValue(() => code, inv.run, inv));
  return (inv, out) =>
    chain(call(inv), (value): Flow => {
      inv.at = node;
      out.value(value instanceof Undefined ? '' : value);
      return 'next';
    });
}
