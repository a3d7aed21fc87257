/** Python's syntax of regular expressions → JavaScript's, under the `u` flag. */
import { PyError } from '../value.ts';

/** Python's flags by their values. */
export const FLAGS = { A: 256, I: 2, L: 4, M: 8, S: 16, U: 32, X: 64 } as const;

/** A translated pattern: JavaScript's source and flags, and the flags as Python sees them. */
export interface Translated {
  readonly source: string;
  readonly jsFlags: string;
  readonly flags: number;
}

const failed = (message: string, at: number): PyError => new PyError('error', `${message} at position ${at}`);

/** Translates a pattern; a PyError (error) in Python's words where it cannot be read. */
export function translate(pattern: string, flags: number): Translated {
  const inline = /^(?:\(\?[aiLmsux]+\))*/.exec(pattern)?.[0] ?? '';
  const letters = [...inline.replaceAll(/[(?)]/g, '')];
  const all = letters.reduce((sum, letter) => sum | (flagOf(letter) ?? 0), flags);
  const body = pattern.slice(inline.length);
  const source = new Translator(body, all).run();
  return { source, jsFlags: all & FLAGS.I ? 'iu' : 'u', flags: all | (all & FLAGS.A ? 0 : FLAGS.U) };
}

function flagOf(letter: string): number | undefined {
  return new Map<string, number>(Object.entries(FLAGS)).get(letter.toUpperCase());
}

const SPACE = '\\s\\x1c-\\x1f\\x85';

class Translator {
  readonly #text: string;
  readonly #flags: number;
  #at = 0;
  #out = '';
  #depth = 0;
  readonly #verbose: boolean;

  constructor(text: string, flags: number) {
    this.#text = text;
    this.#flags = flags;
    this.#verbose = (flags & FLAGS.X) !== 0;
  }

  run(): string {
    while (this.#at < this.#text.length) this.#out += this.#piece(this.#take());
    if (this.#depth > 0) throw failed('missing ), unterminated subpattern', this.#text.indexOf('('));
    return this.#out;
  }

  #take(): string {
    const letter = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    this.#at += letter.length;
    return letter;
  }

  #piece(letter: string): string {
    if (this.#verbose && /\s/.test(letter)) return '';
    switch (letter) {
      case '#':
        return this.#verbose ? this.#comment() : '#';
      case '\\':
        return this.#escape();
      case '[':
        return this.#set();
      case '(':
        return this.#group();
      case ')':
        if (--this.#depth < 0) throw failed('unbalanced parenthesis', this.#at - 1);
        return ')';
      case '{':
        return this.#braces();
      default:
        return this.#plain(letter);
    }
  }

  #plain(letter: string): string {
    const multiline = (this.#flags & FLAGS.M) !== 0;
    if (letter === '.') return this.#flags & FLAGS.S ? '[\\s\\S]' : '[^\\n]';
    if (letter === '^') return multiline ? '(?<![^\\n])' : '(?<![\\s\\S])';
    if (letter === '$') return multiline ? '(?![^\\n])' : '(?=\\n?(?![\\s\\S]))';
    if ((letter === '*' || letter === '+' || letter === '?') && this.#nothingBefore()) {
      throw failed('nothing to repeat', this.#at - 1);
    }
    if ((letter === '*' || letter === '+' || letter === '?') && this.#text.charAt(this.#at) === '+') {
      throw failed('possessive repeats are not offered', this.#at);
    }
    return letter === '}' || letter === ']' || letter === '/' ? `\\${letter}` : letter;
  }

  #nothingBefore(): boolean {
    return this.#out === '' || /(?:^|[^\\])(?:[(|]|\(\?(?:[:=!]|<[=!]))$/.test(this.#out);
  }

  #comment(): string {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end + 1;
    return '';
  }

  #braces(): string {
    const repeat = /^(\d*)(?:(,)(\d*))?\}/.exec(this.#text.slice(this.#at));
    if (!repeat || (repeat[1] === '' && repeat[2] === undefined)) return '\\{';
    this.#at += repeat[0].length;
    return `{${repeat[1] || '0'}${repeat[2] ?? ''}${repeat[3] ?? ''}}`;
  }

  #group(): string {
    this.#depth++;
    const rest = this.#text.slice(this.#at);
    const named = /^\?P<([^>]*)>/.exec(rest);
    if (named) {
      this.#at += named[0].length;
      return `(?<${named[1]}>`;
    }
    const back = /^\?P=(\w+)\)/.exec(rest);
    if (back) return this.#skip(back[0], `\\k<${back[1]}>`);
    const comment = /^\?#[^)]*\)/.exec(rest);
    if (comment) return this.#skip(comment[0], '');
    if (/^\?\(|^\?>/.test(rest)) throw failed('conditional and atomic groups are not offered', this.#at);
    const flagged = /^\?([aiLmsux]*)(?:-([imsx]+))?:/.exec(rest);
    if (flagged && flagged[0] !== '?:') return this.#flagged(flagged);
    const look = /^\?(?:[:=!]|<[=!])/.exec(rest)?.[0] ?? '';
    if (look === '' && rest.startsWith('?')) throw failed(`unknown extension ${rest.slice(0, 2)}`, this.#at);
    this.#at += look.length;
    return `(${look}`;
  }

  #flagged(match: RegExpExecArray): string {
    this.#at += match[0].length;
    const on = match[1]?.includes('i') ? 'i' : '';
    const off = match[2]?.includes('i') ? '-i' : '';
    return on || off ? `(?${on}${off}:` : '(?:';
  }

  #skip(taken: string, out: string): string {
    this.#at += taken.length;
    this.#depth--;
    return out;
  }

  #escape(): string {
    if (this.#at >= this.#text.length) throw failed('bad escape (end of pattern)', this.#at - 1);
    const letter = this.#take();
    if (letter === 'A') return '(?<![\\s\\S])';
    if (letter === 'Z') return '(?![\\s\\S])';
    if (letter === 'b' || letter === 'B') return this.#boundary(letter);
    const set = this.#classOf(letter);
    if (set !== undefined) return letter === letter.toUpperCase() ? `[^${set}]` : `[${set}]`;
    if (/[1-9]/.test(letter)) return this.#backReference(letter);
    return this.#character(letter);
  }

  #boundary(letter: string): string {
    const word = this.#flags & FLAGS.A ? '\\w' : `[${this.#classOf('w')}]`;
    const edge = `(?<=${word})(?!${word})|(?<!${word})(?=${word})`;
    return letter === 'b' ? `(?:${edge})` : `(?!${edge})`;
  }

  #backReference(first: string): string {
    const more = /^\d?/.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += more.length;
    return `(?:\\${first}${more})`;
  }

  /** What \d, \w and \s stand for inside of brackets. */
  #classOf(letter: string): string | undefined {
    const ascii = (this.#flags & FLAGS.A) !== 0;
    if (/d/i.test(letter) && letter.length === 1) return ascii ? '0-9' : '\\p{Nd}';
    if (/w/i.test(letter) && letter.length === 1) return ascii ? 'a-zA-Z0-9_' : '\\p{L}\\p{N}_';
    if (/s/i.test(letter) && letter.length === 1) return ascii ? ' \\t-\\r' : SPACE;
    return undefined;
  }

  #character(letter: string): string {
    if (letter === 'a') return '\\x07';
    if ('nrtfv'.includes(letter)) return `\\${letter}`;
    const hex = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(
      letter + this.#text.slice(this.#at),
    );
    if (hex) {
      this.#at += hex[0].length - 1;
      return `\\u{${(hex[1] ?? hex[2] ?? hex[3] ?? '0').replace(/^0+(?=.)/, '')}}`;
    }
    if (letter === '0') return '\\x00';
    if (/[a-zA-Z]/.test(letter)) throw failed(`bad escape \\${letter}`, this.#at - 2);
    return /[\\^$.*+?()[\]{}|/]/.test(letter) ? `\\${letter}` : letter;
  }

  #set(): string {
    const open = this.#at - 1;
    const negated = this.#text.charAt(this.#at) === '^';
    if (negated) this.#at++;
    let inside = '';
    for (let first = true; ; first = false) {
      if (this.#at >= this.#text.length) throw failed('unterminated character set', open);
      const letter = this.#take();
      if (letter === ']' && !first) break;
      inside += this.#member(letter);
    }
    return `[${negated ? '^' : ''}${inside}]`;
  }

  #member(letter: string): string {
    if (letter === '-') return this.#dash();
    if (letter !== '\\') return /[\]^[/(){}|.*+?$]/.test(letter) ? `\\${letter}` : letter;
    const next = this.#take();
    const set = this.#classOf(next);
    if (set !== undefined) return next === next.toLowerCase() ? set : this.#negatedClass(next);
    if (next === 'b') return '\\x08';
    if (next === '-') return '\\-';
    return this.#character(next);
  }

  /** A dash is a range's only between two single characters. */
  #dash(): string {
    const before = this.#text.charAt(this.#at - 2);
    const twoBefore = this.#text.charAt(this.#at - 3);
    const next = this.#text.charAt(this.#at);
    const afterClass = twoBefore === '\\' && /[dDwWsS]/.test(before);
    const beforeClass = next === '\\' && /[dDwWsS]/.test(this.#text.charAt(this.#at + 1));
    return next === ']' || before === '[' || before === '^' || afterClass || beforeClass ? '\\-' : '-';
  }

  #negatedClass(letter: string): string {
    const ascii = (this.#flags & FLAGS.A) !== 0;
    if (letter === 'S') return '\\S';
    if (letter === 'D') return ascii ? '\\D' : '\\P{Nd}';
    return ascii ? '\\W' : '\\P{L}';
  }
}
