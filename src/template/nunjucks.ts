/** The one door to the nunjucks package: its Parser class and its nodes, typed, and the nodes of ours that it lacks. */
import nodeModule from 'nunjucks/src/nodes.js';
import parserModule from 'nunjucks/src/parser.js';
import type { Value } from './python/value.ts';
import type { Token } from './tokens.ts';

interface Base<Name extends string> {
  readonly typename: Name;
  /** Offset of the start. */
  readonly lineno: number;
  /** Offset of the end. */
  readonly colno: number;
}

/** Fields of each kind of expression. */
interface ExpressionFields {
  Literal: { value: Value };
  Symbol: { value: string };
  Array: { children: readonly Expression[] };
  Tuple: { children: readonly Expression[] };
  Dict: { children: readonly PairNode[] };
  LookupVal: { target: Expression; val: Expression };
  GetAttr: { target: Expression; name: string };
  Slice: { start: Expression | null; stop: Expression | null; step: Expression | null };
  FunCall: { name: Expression; args: ArgumentsNode };
  FilterCall: { target: Expression | null; name: string; args: ArgumentsNode };
  TestCall: { target: Expression; name: string; args: ArgumentsNode };
  InlineIf: { body: Expression; cond: Expression; else_: Expression | null };
  And: Both;
  Or: Both;
  Not: { target: Expression };
  Neg: { target: Expression };
  Pos: { target: Expression };
  Compare: { expr: Expression; ops: readonly CompareOperandNode[] };
  Join: { parts: readonly Expression[] };
  Add: Both;
  Sub: Both;
  Mul: Both;
  Div: Both;
  FloorDiv: Both;
  Mod: Both;
  Pow: Both;
  NSRef: { name: string; attr: string };
}

interface Both {
  left: Expression;
  right: Expression;
}

/** Fields of each kind of statement. */
interface StatementFields {
  NodeList: { children: readonly Statement[] };
  Root: { children: readonly Statement[] };
  Output: { children: readonly (Expression | TemplateDataNode)[] };
  If: { cond: Expression; body: Body; else_: Body | StatementNode<'If'> | null };
  Loop: {
    target: Expression;
    iterable: Expression;
    test: Expression | null;
    recursive: boolean;
    body: Body;
    else_: Body | null;
  };
  Assign: { target: Expression; value: Expression };
  AssignBlock: { target: Expression; filter: ExpressionNode<'FilterCall'> | null; body: Body };
  MacroDef: MacroFields & { name: string; kind: DefinitionKind; adapter: string; tagName: string };
  CallBlock: MacroFields & { call: ExpressionNode<'FunCall'> };
  FilterBlock: { filter: Expression; body: Body };
  With: { targets: readonly Expression[]; values: readonly Expression[]; body: Body };
  Do: { expression: Expression };
  Scoped: { body: Body };
  Break: object;
  Continue: object;
}

/** What a macro and a call block have in common. */
export interface MacroFields {
  /** Names of the parameters, in order. */
  params: readonly ExpressionNode<'Symbol'>[];
  /** Defaults of the last parameters. */
  defaults: readonly Expression[];
  body: Body;
}

/** The blocks that define something. */
export type DefinitionKind = 'macro' | 'test' | 'materialization' | 'snapshot' | 'docs';

/** An expression of one kind. */
export type ExpressionNode<K extends keyof ExpressionFields> = K extends unknown
  ? Base<K> & Readonly<ExpressionFields[K]>
  : never;
/** A statement of one kind. */
export type StatementNode<K extends keyof StatementFields> = K extends unknown
  ? Base<K> & Readonly<StatementFields[K]>
  : never;
/** Any expression; `typename` says which. */
export type Expression = { [K in keyof ExpressionFields]: ExpressionNode<K> }[keyof ExpressionFields];
/** Any statement; `typename` says which. */
export type Statement = { [K in keyof StatementFields]: StatementNode<K> }[keyof StatementFields];
/** A list of statements. */
export type Body = StatementNode<'NodeList'> | StatementNode<'Root'>;
/** A key and its value in a dict. */
export type PairNode = Base<'Pair'> & { readonly key: Expression; readonly value: Expression };
/** An operator and its right side in a chain of comparisons. */
export type CompareOperandNode = Base<'CompareOperand'> & {
  readonly expr: Expression;
  readonly type: string;
};
/** Text of the template. */
export type TemplateDataNode = Base<'TemplateData'> & { readonly value: string };
/** The arguments of a call: f(1, a=2, *star, **more). */
export type ArgumentsNode = Base<'Arguments'> & {
  readonly positional: readonly Expression[];
  readonly named: readonly PairNode[];
  readonly star: Expression | null;
  readonly more: Expression | null;
};
/** Any node. */
export type AnyNode =
  | Expression
  | Statement
  | PairNode
  | CompareOperandNode
  | TemplateDataNode
  | ArgumentsNode;

type NodeOf<K extends string> = Extract<AnyNode, { readonly typename: K }>;
interface NodeClass {
  readonly prototype: { readonly fields: readonly string[] };
  extend(name: string, parts: { fields: readonly string[] }): NodeClass;
}

// nunjucks is plain JavaScript: the casts below state what its sources say.
const own = nodeModule as Readonly<Record<string, NodeClass>>;

const OURS: Readonly<Record<string, readonly string[]>> = {
  Tuple: ['children'],
  GetAttr: ['target', 'name'],
  Slice: ['start', 'stop', 'step'],
  Arguments: ['positional', 'named', 'star', 'more'],
  FilterCall: ['target', 'name', 'args'],
  TestCall: ['target', 'name', 'args'],
  Join: ['parts'],
  NSRef: ['name', 'attr'],
  Loop: ['target', 'iterable', 'test', 'recursive', 'body', 'else_'],
  Assign: ['target', 'value'],
  AssignBlock: ['target', 'filter', 'body'],
  MacroDef: ['name', 'tagName', 'kind', 'adapter', 'params', 'defaults', 'body'],
  CallBlock: ['call', 'params', 'defaults', 'body'],
  FilterBlock: ['filter', 'body'],
  With: ['targets', 'values', 'body'],
  Do: ['expression'],
  Scoped: ['body'],
  Break: [],
  Continue: [],
};

/** What a kind of node needs to be made: nunjucks' class and the names of its fields. */
interface Kind {
  readonly prototype: object;
  readonly fields: readonly string[];
}

const kindOf = (made: NodeClass): Kind => ({ prototype: made.prototype, fields: made.prototype.fields });

const kinds = new Map<string, Kind>(Object.entries(own).map(([name, made]) => [name, kindOf(made)]));
for (const [name, fields] of Object.entries(OURS)) {
  if (own.Node) kinds.set(name, kindOf(own.Node.extend(name, { fields })));
}

/**
 * Makes a node of a kind over a range, its fields in the order in which nunjucks (or OURS above) names them.
 * The fields are set here: nunjucks' own constructors walk over their arguments, which costs more than all else.
 */
export function make<K extends AnyNode['typename']>(
  kind: K,
  start: number,
  end: number,
  ...values: unknown[]
): NodeOf<K> {
  const known = kinds.get(kind);
  if (!known) throw new Error(`nunjucks has no node ${kind}`);
  const node: Record<string, unknown> = Object.create(known.prototype);
  node.lineno = start;
  node.colno = end;
  const { fields } = known;
  for (let i = 0; i < fields.length; i++) node[fields[i] ?? ''] = values[i];
  // The prototype is that of the kind and the fields are its own.
  return node as unknown as NodeOf<K>;
}

/** Calls `visit` for each direct child of a node, in the order of the text. */
export function eachChild(node: AnyNode, visit: (child: AnyNode) => void): void {
  const { fields } = node as unknown as { readonly fields: readonly string[] };
  for (const field of fields) {
    const value = (node as unknown as Readonly<Record<string, unknown>>)[field];
    if (Array.isArray(value)) for (const item of value) visitNode(item, visit);
    else visitNode(value, visit);
  }
}

function visitNode(value: unknown, visit: (child: AnyNode) => void): void {
  if (typeof value === 'object' && value !== null && 'typename' in value && 'lineno' in value)
    visit(value as AnyNode);
}

/** What of nunjucks' Parser our own one builds on. */
export interface NunjucksParser {
  tokens: unknown;
  breakOnBlocks: readonly string[] | null;
  nextToken(): Token;
  peekToken(): Token;
  pushToken(token: Token): void;
  fail(message: string, start?: number, end?: number): never;
  skip(type: string): boolean;
  skipValue(type: string, value: string): boolean;
  skipSymbol(value: string): boolean;
  parse(): Body;
  parseAsRoot(): Body;
  parseNodes(): Statement[];
  parseOr(): Expression;
  parseAnd(): Expression;
  parseNot(): Expression;
  parseIn(): Expression;
  parseExpression(): Expression;
}

/** nunjucks' Parser: a stream of tokens, helpers to take from it, and the grammar of `or`, `and`, `not`. */
export const Parser = parserModule.Parser as new (tokens: unknown) => NunjucksParser;
