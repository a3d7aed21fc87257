/** Jinja's grammar of what operators stand between: names, literals, tuples, attributes, subscripts, calls. */
import { type ArgumentsNode, type Expression, make, type PairNode } from './nunjucks.ts';
import { describe, TokenParser } from './token-parser.ts';

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);
/** What the items of a list without brackets are, and whether parentheses are around it. */
interface TupleRules {
  readonly item: () => Expression;
  readonly inParentheses?: boolean;
}

/** Reads operands. */
export class OperandParser extends TokenParser {
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
      else if (this.is('left-paren')) node = this.parseCall(node);
      else return node;
    }
  }

  parseCall(callee: Expression): Expression {
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
}
