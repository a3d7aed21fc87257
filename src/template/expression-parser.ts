/** Jinja's grammar of operators, filters and tests; `or`, `and` and `not` are nunjucks' own. */
import {
  type ArgumentsNode,
  type CompareOperandNode,
  type Expression,
  type ExpressionNode,
  make,
} from './nunjucks.ts';
import { OperandParser } from './operand-parser.ts';

const COMPARISONS = new Set(['==', '!=', '<', '>', '<=', '>=']);
const PRODUCTS: ReadonlyMap<string, 'Mul' | 'Div' | 'FloorDiv' | 'Mod'> = new Map([
  ['*', 'Mul'],
  ['/', 'Div'],
  ['//', 'FloorDiv'],
  ['%', 'Mod'],
]);
/** What may follow `is name` without parentheses as its argument. */
const STARTS_ARGUMENT = new Set(['symbol', 'string', 'int', 'float', 'left-bracket', 'left-curly']);
/** Reads expressions. */
export class ExpressionParser extends OperandParser {
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
    if (token.type === 'operator' && COMPARISONS.has(String(token.value)))
      return String(this.nextToken().value);
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
    else if (this.skipValue('operator', '+'))
      node = make('Pos', start, this.lastEnd(), this.parseUnary(false));
    else node = this.parsePrimary(false);
    node = this.parsePostfix(node);
    return withFilters ? this.#filtersAndTests(node) : node;
  }

  #filtersAndTests(target: Expression): Expression {
    let node = target;
    for (;;) {
      if (this.is('pipe')) node = this.parseFilters(node);
      else if (this.is('symbol', 'is')) node = this.#test(node);
      else if (this.is('left-paren')) node = this.parseCall(node);
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
    if (!STARTS_ARGUMENT.has(token.type) || word === 'else' || word === 'or' || word === 'and')
      return noArguments(end);
    if (word === 'is') this.fail('You cannot chain multiple tests with is');
    const argument = this.parsePostfix(this.parsePrimary(false));
    return make('Arguments', argument.lineno, argument.colno, [argument], [], null, null);
  }
}

const noArguments = (at: number): ArgumentsNode => make('Arguments', at, at, [], [], null, null);
