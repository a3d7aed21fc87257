/** Jinja's grammar of expressions, on nunjucks' Parser: tuples, slices, tests, chained comparisons, `*args`. */
import {
  type ArgumentsNode,
  type Expression,
  type ExpressionNode,
  make,
  type PairNode,
  Parser,
  type CompareOperandNode,
} from './nunjucks.ts';
import type { Source } from './places.ts';
import { syntaxError } from './syntax-error.ts';
import type { Token } from './tokens.ts';

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);
const COMPARISONS = new Set(['==', '!=', '<', '>', '<=', '>=']);
const PRODUCTS: ReadonlyMap<string, 'Mul' | 'Div' | 'FloorDiv' | 'Mod'> = new Map([
  ['*', 'Mul'],
  ['/', 'Div'],
  ['//', 'FloorDiv'],
  ['%', 'Mod'],
]);
/** What may follow `is name` without parentheses as its argument. */
const STARTS_ARGUMENT = new Set(['symbol', 'string', 'int', 'float', 'left-bracket', 'left-curly']);
const DESCRIBED: ReadonlyMap<string, string> = new Map([
  ['data', 'template data / text'],
  ['block-start', 'begin of statement block'],
  ['block-end', 'end of statement block'],
  ['variable-start', 'begin of print statement'],
  ['variable-end', 'end of print statement'],
  ['eof', 'end of template'],
]);

/** What the items of a list without brackets are, and whether parentheses are around it. */
interface TupleRules {
  readonly item: () => Expression;
  readonly inParentheses?: boolean;
}

/** Reads expressions; errors are TD301 at the token that does not fit. */
export class ExpressionParser extends Parser {
  readonly source: Source;
  readonly #list: readonly Token[];
  #next = 0;

  constructor(source: Source, tokens: readonly Token[]) {
    super(tokens);
    this.source = source;
    this.#list = tokens;
  }

  override nextToken(): Token {
    const token = this.look();
    if (token.type !== 'eof') this.#next++;
    return token;
  }
  override peekToken(): Token {
    return this.look();
  }
  override pushToken(token: Token): void {
    if (token.type !== 'eof') this.#next--;
  }
  /** The token after so many others. */
  look(ahead = 0): Token {
    const token = this.#list[this.#next + ahead] ?? this.#list[this.#list.length - 1];
    if (!token) throw new Error('a list of tokens without an end');
    return token;
  }
  /** Where the last token taken ended. */
  lastEnd(): number {
    return this.#list[this.#next - 1]?.colno ?? 0;
  }
  override fail(message: string, start?: number, end?: number): never {
    const token = this.look();
    throw syntaxError(this.source, { lineno: start ?? token.lineno, colno: end ?? token.colno }, message);
  }
  /** Takes a token of a type (and value), or fails in Jinja2's words. */
  take(type: string, value?: string): Token {
    const token = this.nextToken();
    if (token.type === type && (value === undefined || token.value === value)) return token;
    const wanted = value ?? DESCRIBED.get(type) ?? WORDS.get(type) ?? type;
    if (token.type === 'eof') this.fail(`unexpected end of template, expected '${wanted}'.`, token.lineno, token.colno);
    this.fail(`expected token '${wanted}', got '${describe(token)}'`, token.lineno, token.colno);
  }
  is(type: string, value?: string, ahead = 0): boolean {
    const token = this.look(ahead);
    return token.type === type && (value === undefined || token.value === value);
  }
  name(): Token & { readonly value: string } {
    const token = this.take('symbol');
    return { ...token, value: String(token.value) };
  }

  override parseExpression(): Expression {
    let body = this.parseOr();
    while (this.skipSymbol('if')) {
      const cond = this.parseOr();
      const otherwise = this.skipSymbol('else') ? this.parseExpression() : null;
      body = make('InlineIf', body.lineno, this.lastEnd(), cond, body, otherwise);
    }
    return body;
  }

  /** nunjucks' parseNot calls this for what binds tighter than `not`: a chain of comparisons. */
  override parseIn(): Expression {
    const first = this.parseSum();
    const operands: CompareOperandNode[] = [];
    for (let operator = this.#comparison(); operator !== ''; operator = this.#comparison()) {
      const right = this.parseSum();
      operands.push(make('CompareOperand', right.lineno, right.colno, right, operator));
    }
    return operands.length === 0 ? first : make('Compare', first.lineno, this.lastEnd(), first, operands);
  }

  #comparison(): string {
    const token = this.look();
    if (token.type === 'operator' && COMPARISONS.has(String(token.value))) return String(this.nextToken().value);
    if (this.skipSymbol('in')) return 'in';
    if (!this.is('symbol', 'not') || !this.is('symbol', 'in', 1)) return '';
    this.nextToken();
    this.nextToken();
    return 'notin';
  }

  parseSum(): Expression {
    let left = this.parseJoin();
    for (;;) {
      const minus = this.is('operator', '-');
      if (!minus && !this.is('operator', '+')) return left;
      this.nextToken();
      const right = this.parseJoin();
      left = make(minus ? 'Sub' : 'Add', left.lineno, right.colno, left, right);
    }
  }

  parseJoin(): Expression {
    const first = this.parseProduct();
    const parts = [first];
    while (this.skip('tilde')) parts.push(this.parseProduct());
    return parts.length === 1 ? first : make('Join', first.lineno, this.lastEnd(), parts);
  }

  parseProduct(): Expression {
    let left = this.parsePower();
    for (;;) {
      const token = this.look();
      const kind = token.type === 'operator' ? PRODUCTS.get(String(token.value)) : undefined;
      if (!kind) return left;
      this.nextToken();
      const right = this.parsePower();
      left = make(kind, left.lineno, right.colno, left, right);
    }
  }

  parsePower(): Expression {
    let left = this.parseUnary(true);
    while (this.skipValue('operator', '**')) {
      const right = this.parseUnary(true);
      left = make('Pow', left.lineno, right.colno, left, right);
    }
    return left;
  }

  parseUnary(withFilters: boolean): Expression {
    const start = this.look().lineno;
    let node: Expression;
    if (this.skipValue('operator', '-')) node = make('Neg', start, this.lastEnd(), this.parseUnary(false));
    else if (this.skipValue('operator', '+')) node = make('Pos', start, this.lastEnd(), this.parseUnary(false));
    else node = this.parsePrimary(false);
    node = this.parsePostfix(node);
    return withFilters ? this.#filtersAndTests(node) : node;
  }

  parsePrimary(withNamespace: boolean): Expression {
    const token = this.look();
    const { lineno: start, colno: end } = token;
    if (token.type === 'symbol') return this.#symbol(withNamespace);
    if (token.type === 'string') return this.#strings();
    if (token.type === 'int' || token.type === 'float') {
      this.nextToken();
      return make('Literal', start, end, token.value);
    }
    if (token.type === 'left-paren') return this.#parentheses();
    if (token.type === 'left-bracket') return this.#listLiteral();
    if (token.type === 'left-curly') return this.#dict();
    return this.fail(`unexpected '${describe(token)}'`);
  }

  #symbol(withNamespace: boolean): Expression {
    const { value, lineno: start, colno: end } = this.name();
    const constant = CONSTANTS.get(value);
    if (constant !== undefined) return make('Literal', start, end, constant);
    if (!withNamespace || !this.is('operator', '.')) return make('Symbol', start, end, value);
    this.nextToken();
    const attribute = this.name();
    return make('NSRef', start, attribute.colno, value, attribute.value);
  }

  #strings(): Expression {
    const first = this.nextToken();
    let text = String(first.value);
    while (this.is('string')) text += String(this.nextToken().value);
    return make('Literal', first.lineno, this.lastEnd(), text);
  }

  #parentheses(): Expression {
    const open = this.nextToken();
    const inside = this.parseTuple({ item: () => this.parseExpression(), inParentheses: true });
    this.take('right-paren');
    return inside.typename === 'Tuple' ? make('Tuple', open.lineno, this.lastEnd(), inside.children) : inside;
  }

  /** One expression, or several with commas between: a tuple. */
  parseTuple(rules: TupleRules): Expression {
    const start = this.look().lineno;
    const items: Expression[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length > 0) this.take('comma');
      if (this.#tupleEnds()) break;
      items.push(rules.item());
      if (!this.is('comma')) break;
      isTuple = true;
    }
    const [only] = items;
    if (!isTuple && only) return only;
    if (!isTuple && !rules.inParentheses) this.fail(`Expected an expression, got '${describe(this.look())}'`);
    return make('Tuple', start, this.lastEnd(), items);
  }

  #tupleEnds(): boolean {
    return ['variable-end', 'block-end', 'right-paren'].includes(this.look().type);
  }

  #listLiteral(): Expression {
    const open = this.nextToken();
    const items = this.#separated('right-bracket', () => this.parseExpression());
    return make('Array', open.lineno, this.lastEnd(), items);
  }

  #dict(): Expression {
    const open = this.nextToken();
    const pairs = this.#separated('right-curly', () => this.#pair());
    return make('Dict', open.lineno, this.lastEnd(), pairs);
  }

  #pair(): PairNode {
    const key = this.parseExpression();
    this.take('colon');
    const value = this.parseExpression();
    return make('Pair', key.lineno, value.colno, key, value);
  }

  /** Items with commas between and perhaps one at the end, up to the closing token. */
  #separated<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.is(close)) {
      if (items.length > 0) this.take('comma');
      if (!this.is(close)) items.push(item());
    }
    this.take(close);
    return items;
  }

  /** Attributes, subscripts and calls. */
  parsePostfix(target: Expression): Expression {
    let node = target;
    for (;;) {
      if (this.is('operator', '.')) node = this.#dotted(node);
      else if (this.is('left-bracket')) node = this.#subscript(node);
      else if (this.is('left-paren')) node = this.#call(node);
      else return node;
    }
  }

  #call(callee: Expression): Expression {
    const args = this.parseArguments();
    return make('FunCall', callee.lineno, args.colno, callee, args);
  }

  #dotted(target: Expression): Expression {
    this.nextToken();
    const token = this.nextToken();
    if (token.type === 'symbol') return make('GetAttr', target.lineno, token.colno, target, token.value);
    if (token.type !== 'int') this.fail('expected name or number', token.lineno, token.colno);
    const key = make('Literal', token.lineno, token.colno, token.value);
    return make('LookupVal', target.lineno, token.colno, target, key);
  }

  #subscript(target: Expression): Expression {
    const open = this.nextToken();
    const keys: Expression[] = [];
    while (!this.is('right-bracket')) {
      if (keys.length > 0) this.take('comma');
      keys.push(this.#key());
    }
    this.take('right-bracket');
    const [only] = keys;
    const key = keys.length === 1 && only ? only : make('Tuple', open.lineno, this.lastEnd(), keys);
    return make('LookupVal', target.lineno, this.lastEnd(), target, key);
  }

  #key(): Expression {
    const start = this.look().lineno;
    const first = this.is('colon') ? null : this.parseExpression();
    if (!this.skip('colon')) return first ?? this.fail('expected subscript expression');
    const stop = this.#bound();
    const step = this.skip('colon') ? this.#bound() : null;
    return make('Slice', start, this.lastEnd(), first, stop, step);
  }

  #bound(): Expression | null {
    return this.is('colon') || this.is('right-bracket') || this.is('comma') ? null : this.parseExpression();
  }

  parseArguments(): ArgumentsNode {
    const open = this.take('left-paren');
    const positional: Expression[] = [];
    const named: PairNode[] = [];
    let star: Expression | null = null;
    let more: Expression | null = null;
    const ensure = (fits: boolean): void => {
      if (!fits) this.fail('invalid syntax for function call expression', open.lineno, open.colno);
    };
    this.#separated('right-paren', () => {
      if (this.skipValue('operator', '*')) {
        ensure(!star && !more);
        star = this.parseExpression();
      } else if (this.skipValue('operator', '**')) {
        ensure(!more);
        more = this.parseExpression();
      } else if (this.is('symbol') && this.is('operator', '=', 1)) {
        ensure(!more);
        named.push(this.#namedArgument(named));
      } else {
        ensure(!star && !more && named.length === 0);
        positional.push(this.parseExpression());
      }
    });
    return make('Arguments', open.lineno, this.lastEnd(), positional, named, star, more);
  }

  #namedArgument(before: readonly PairNode[]): PairNode {
    const key = this.name();
    if (before.some((pair) => pair.key.typename === 'Literal' && pair.key.value === key.value)) {
      this.fail(`keyword argument repeated: ${key.value}`, key.lineno, key.colno);
    }
    this.nextToken();
    const value = this.parseExpression();
    return make('Pair', key.lineno, value.colno, make('Literal', key.lineno, key.colno, key.value), value);
  }

  #filtersAndTests(target: Expression): Expression {
    let node = target;
    for (;;) {
      if (this.is('pipe')) node = this.parseFilters(node);
      else if (this.is('symbol', 'is')) node = this.#test(node);
      else if (this.is('left-paren')) node = this.#call(node);
      else return node;
    }
  }

  /** `| a | b(1)`: filters behind a value; `bare` reads the first one without its pipe. */
  parseFilters(target: Expression | null, bare = false): ExpressionNode<'FilterCall'> {
    let node = target;
    let filtered: ExpressionNode<'FilterCall'> | undefined;
    for (let first = bare; first || this.skip('pipe'); first = false) {
      const [name, start, end] = this.#dottedName();
      const args = this.is('left-paren') ? this.parseArguments() : noArguments(end);
      filtered = make('FilterCall', start, end, node, name, args);
      node = filtered;
    }
    return filtered ?? this.fail('expected a filter');
  }

  #dottedName(): [name: string, start: number, end: number] {
    const first = this.name();
    let text = first.value;
    while (this.skipValue('operator', '.')) text += `.${this.name().value}`;
    return [text, first.lineno, this.lastEnd()];
  }

  #test(target: Expression): Expression {
    this.nextToken();
    const negated = this.skipSymbol('not');
    const [name, start, end] = this.#dottedName();
    const args = this.#testArguments(end);
    const test = make('TestCall', start, end, target, name, args);
    return negated ? make('Not', target.lineno, this.lastEnd(), test) : test;
  }

  #testArguments(end: number): ArgumentsNode {
    const token = this.look();
    if (token.type === 'left-paren') return this.parseArguments();
    const word = token.type === 'symbol' ? token.value : '';
    if (!STARTS_ARGUMENT.has(token.type) || word === 'else' || word === 'or' || word === 'and') return noArguments(end);
    if (word === 'is') this.fail('You cannot chain multiple tests with is');
    const argument = this.parsePostfix(this.parsePrimary(false));
    return make('Arguments', argument.lineno, argument.colno, [argument], [], null, null);
  }
}

const noArguments = (at: number): ArgumentsNode => make('Arguments', at, at, [], [], null, null);

const WORDS: ReadonlyMap<string, string> = new Map([
  ['symbol', 'name'],
  ['comma', ','],
  ['colon', ':'],
  ['left-paren', '('],
  ['right-paren', ')'],
  ['right-bracket', ']'],
  ['right-curly', '}'],
]);

/** A token as errors show it. */
export const describe = (token: Token): string =>
  DESCRIBED.get(token.type) ?? (token.type === 'int' ? 'integer' : token.type === 'string' || token.type === 'float' ? token.type : String(token.value));
