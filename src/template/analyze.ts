/** Fills a frame's symbols from the nodes in it, stopping at frames within. */
import {
  type AnyNode,
  type Body,
  type Expression,
  eachChild,
  type MacroFields,
  type StatementNode,
} from './nunjucks.ts';
import type { Symbols } from './symbols.ts';

type Rules = {
  readonly [K in AnyNode['typename']]?: (node: Extract<AnyNode, { typename: K }>, symbols: Symbols) => void;
};

/** Nodes that are more than the sum of their children; frames within (macros, loops) show by what they read outside. */
const RULES: Rules = {
  Symbol: (node, symbols) => symbols.load(node.value),
  NSRef: (node, symbols) => symbols.load(node.name),
  If: branches,
  MacroDef: (node, symbols) => symbols.store(node.name),
  Loop: (node, symbols) => analyze(node.iterable, symbols),
  CallBlock: (node, symbols) => analyze(node.call, symbols),
  FilterBlock: (node, symbols) => analyze(node.filter, symbols),
  With: (node, symbols) => {
    for (const value of node.values) analyze(value, symbols);
  },
  AssignBlock: (node, symbols) => analyzeTarget(node.target, symbols, false),
  Assign: (node, symbols) => {
    analyze(node.value, symbols);
    analyzeTarget(node.target, symbols, false);
  },
  Scoped: () => undefined,
};

/** Notes every name that a node reads or sets in the frame. */
export function analyze(node: AnyNode | null, symbols: Symbols): void {
  if (node === null) return;
  // The table gives each kind of node to the function that takes this kind; the type checker cannot follow that.
  const rule = RULES[node.typename] as ((node: AnyNode, symbols: Symbols) => void) | undefined;
  if (rule) rule(node, symbols);
  else eachChild(node, (child) => analyze(child, symbols));
}

function branches(node: StatementNode<'If'>, symbols: Symbols): void {
  analyze(node.cond, symbols);
  const body = symbols.branch();
  analyze(node.body, body);
  const otherwise = symbols.branch();
  analyze(node.else_, otherwise);
  symbols.merge([body, otherwise]);
}

/** Notes the names that a target sets; those of loops, macros and `with` are parameters. */
export function analyzeTarget(target: Expression, symbols: Symbols, parameter: boolean): void {
  if (target.typename === 'Tuple')
    for (const child of target.children) analyzeTarget(child, symbols, parameter);
  else if (target.typename === 'NSRef') symbols.load(target.name);
  else if (target.typename === 'Symbol' && parameter) symbols.parameter(target.value);
  else if (target.typename === 'Symbol') symbols.store(target.value);
}

/** Notes the names of a macro or call block: parameters, what defaults and body read and set. */
export function analyzeMacro(node: MacroFields, symbols: Symbols): void {
  for (const param of node.params) symbols.parameter(param.value);
  for (const value of node.defaults) analyze(value, symbols);
  analyze(node.body, symbols);
}

/** Which of the names a body reads (in frames within it too) before it sets them. */
export function undeclared(body: Body, names: readonly string[]): Set<string> {
  const open = new Set(names);
  const found = new Set<string>();
  const set = (target: AnyNode): void => {
    if (target.typename === 'Symbol') open.delete(target.value);
    else if (target.typename === 'Tuple') target.children.forEach(set);
  };
  const visit = (node: AnyNode): void => {
    if (open.size === 0) return;
    if (node.typename === 'Symbol') {
      if (open.has(node.value)) found.add(node.value);
      return;
    }
    const targets = targetsOf(node);
    if (node.typename === 'Assign') visit(node.value);
    targets.forEach(set);
    eachChild(node, (child) => {
      if (!targets.includes(child) && !(node.typename === 'Assign')) visit(child);
    });
  };
  visit(body);
  return found;
}

function targetsOf(node: AnyNode): readonly AnyNode[] {
  if (node.typename === 'Loop' || node.typename === 'Assign' || node.typename === 'AssignBlock')
    return [node.target];
  if (node.typename === 'With') return node.targets;
  return node.typename === 'MacroDef' || node.typename === 'CallBlock' ? node.params : [];
}

/** The first place below a node that sets a name, if any. */
export function findStore(node: AnyNode, name: string): AnyNode | undefined {
  let found: AnyNode | undefined;
  const inTarget = (target: AnyNode): void => {
    if (target.typename === 'Symbol' && target.value === name) found ??= target;
    else if (target.typename === 'Tuple') target.children.forEach(inTarget);
  };
  const visit = (at: AnyNode): void => {
    if (found) return;
    if (at.typename !== 'MacroDef' && at.typename !== 'CallBlock') targetsOf(at).forEach(inTarget);
    if (isStatement(at)) eachChild(at, visit);
  };
  visit(node);
  return found;
}

const isStatement = (node: AnyNode): boolean =>
  [
    'NodeList',
    'Root',
    'If',
    'Loop',
    'With',
    'AssignBlock',
    'Assign',
    'FilterBlock',
    'Scoped',
    'CallBlock',
    'MacroDef',
  ].includes(node.typename);
