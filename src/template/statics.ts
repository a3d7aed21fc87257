/**
 * Models that hold only text, comments and `{{ ref(...) }}`, source, config or var with literal arguments
 * are read from their tokens: no nodes, no evaluation.
 */
import type { StaticCall } from './index.ts';
import type { Source } from './places.ts';
import { negate } from './python/operators.ts';
import { PyDict, PyTuple, type Value } from './python/value.ts';
import type { Token } from './tokens.ts';

const KNOWN = new Set(['ref', 'source', 'config', 'var']);
const CONSTANTS: ReadonlyMap<Value, Value> = new Map<Value, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** All calls in the order of the text, or null when there is anything else. */
export function staticCalls(tokens: readonly Token[], source: Source): readonly StaticCall[] | null {
  const reader = new Reader(tokens, source);
  try {
    return reader.all();
  } catch (error) {
    if (error instanceof NotStatic) return null;
    throw error;
  }
}

class NotStatic extends Error {}
const notStatic = new NotStatic();

class Reader {
  readonly #tokens: readonly Token[];
  readonly #source: Source;
  #at = 0;

  constructor(tokens: readonly Token[], source: Source) {
    this.#tokens = tokens;
    this.#source = source;
  }

  all(): readonly StaticCall[] {
    const calls: StaticCall[] = [];
    for (;;) {
      const token = this.#take();
      if (token.type === 'eof') return calls;
      if (token.type === 'data') continue;
      if (token.type !== 'variable-start') throw notStatic;
      calls.push(this.#call());
      this.#expect('variable-end');
    }
  }

  #take(): Token {
    const token = this.#tokens[this.#at++];
    if (!token) throw notStatic;
    return token;
  }

  #is(type: string, value?: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token?.type === type && (value === undefined || token.value === value);
  }

  #skip(type: string, value?: string): boolean {
    if (!this.#is(type, value)) return false;
    this.#at++;
    return true;
  }

  #expect(type: string): Token {
    const token = this.#take();
    if (token.type !== type) throw notStatic;
    return token;
  }

  #call(): StaticCall {
    const start = this.#expect('symbol');
    const name = String(start.value);
    if (!KNOWN.has(name)) throw notStatic;
    this.#expect('left-paren');
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    while (!this.#is('right-paren')) {
      if (this.#is('symbol') && this.#is('operator', '=', 1)) this.#named(named);
      else if (named.size > 0) throw notStatic;
      else positional.push(this.#value());
      if (!this.#skip('comma') && !this.#is('right-paren')) throw notStatic;
    }
    const end = this.#take();
    const source = this.#source;
    return {
      name,
      positional,
      named,
      get span() {
        return source.span({ lineno: start.lineno, colno: end.colno });
      },
    };
  }

  #named(named: Map<string, Value>): void {
    const key = String(this.#take().value);
    this.#take();
    named.set(key, this.#value());
  }

  #value(): Value {
    const token = this.#take();
    switch (token.type) {
      case 'string':
        return this.#text(String(token.value));
      case 'int':
      case 'float':
        return token.value;
      case 'symbol':
        return this.#constant(token);
      case 'operator':
        if (token.value !== '-' || !(this.#is('int') || this.#is('float'))) throw notStatic;
        return negate(this.#take().value);
      case 'left-bracket':
        return this.#items('right-bracket');
      case 'left-paren':
        return this.#tuple();
      case 'left-curly':
        return this.#dict();
      default:
        throw notStatic;
    }
  }

  #text(first: string): string {
    let text = first;
    while (this.#is('string')) text += String(this.#take().value);
    return text;
  }

  #constant(token: Token): Value {
    const value = CONSTANTS.get(token.value);
    if (value === undefined) throw notStatic;
    return value;
  }

  #items(close: string): Value[] {
    const items: Value[] = [];
    while (!this.#skip(close)) {
      items.push(this.#value());
      if (!this.#skip('comma') && !this.#is(close)) throw notStatic;
    }
    return items;
  }

  #tuple(): Value {
    const items = this.#items('right-paren');
    const comma = this.#tokens[this.#at - 2]?.type === 'comma';
    const [only] = items;
    return items.length === 1 && !comma && only !== undefined ? only : new PyTuple(items);
  }

  #dict(): Value {
    const dict = new PyDict();
    while (!this.#skip('right-curly')) {
      const key = this.#value();
      if (Array.isArray(key) || key instanceof PyDict) throw notStatic;
      this.#expect('colon');
      dict.set(key, this.#value());
      if (!this.#skip('comma') && !this.#is('right-curly')) throw notStatic;
    }
    return dict;
  }
}
