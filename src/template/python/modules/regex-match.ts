/** Compiled patterns and their matches. */
import { hostFunction } from '../call.ts';
import { PyIterator } from '../iterators.ts';
import { asIndex, isInt } from '../numbers.ts';
import { quoted, str } from '../print.ts';
import { textLength, textSlice } from '../sequence.ts';
import { type HostFunction, PyDict, PyError, PyObject, PyTuple, type Value } from '../value.ts';
import { guardedSearch, type Search } from './regex-guard.ts';
import { called, template } from './regex-replace.ts';
import { FLAGS, type Translated, translate } from './regex-syntax.ts';

/** A text that is searched, from one place to another. */
interface Subject {
  readonly text: string;
  readonly from: number;
}

/** Where the next letter begins: after both halves of a pair. */
const afterLetter = (text: string, at: number): number => at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** re.compile(pattern, flags). */
export class Pattern extends PyObject {
  readonly typeName = 're.Pattern';
  readonly pattern: string;
  readonly #translated: Translated;
  readonly #compiled = new Map<string, RegExp>();
  readonly #search: Search;

  constructor(pattern: string, flags: number) {
    super();
    this.pattern = pattern;
    this.#translated = translate(pattern, flags);
    this.#search = guardedSearch(this.#translated.source);
    this.#regex('g');
  }

  #regex(kind: 'g' | 'y' | 'full'): RegExp {
    const known = this.#compiled.get(kind);
    if (known) return known;
    const { source, jsFlags } = this.#translated;
    const whole = kind === 'full' ? `(?:${source})(?![\\s\\S])` : source;
    try {
      const regex = new RegExp(whole, `d${jsFlags}${kind === 'g' ? 'g' : 'y'}`);
      this.#compiled.set(kind, regex);
      return regex;
    } catch (error) {
      throw new PyError(
        'error',
        `the pattern cannot be read: ${error instanceof Error ? error.message : ''}`,
      );
    }
  }

  #run(kind: 'g' | 'y' | 'full', { text, from }: Subject): Match | null {
    const regex = this.#regex(kind);
    regex.lastIndex = from;
    const result = this.#search(regex, text);
    return result ? new Match(result, text, this) : null;
  }

  search(text: string, from = 0): Match | null {
    return this.#run('g', { text, from });
  }

  /** All matches, left to right, without overlap. */
  all(text: string): Match[] {
    const regex = this.#regex('g');
    const matches: Match[] = [];
    for (let from = 0; from <= text.length; ) {
      regex.lastIndex = from;
      const result = this.#search(regex, text);
      if (result === null) break;
      matches.push(new Match(result, text, this));
      from = result[0] === '' ? afterLetter(text, result.index) : regex.lastIndex;
    }
    return matches;
  }

  groupNames(): ReadonlyMap<string, number> {
    const names = new Map<string, number>();
    let number = 0;
    for (const [whole, name] of this.#translated.source.matchAll(
      /\\.|\[(?:\\.|[^\]])*\]|\((?!\?)|\(\?<([A-Za-z_]\w*)>/g,
    )) {
      if (whole.startsWith('(')) number++;
      if (name !== undefined) names.set(name, number);
    }
    return names;
  }

  split(text: string, most: number): Value[] {
    const out: Value[] = [];
    let at = 0;
    for (const match of this.all(text).slice(0, most > 0 ? most : undefined)) {
      out.push(text.slice(at, match.from), ...match.groups(null));
      at = match.to;
    }
    return [...out, text.slice(at)];
  }

  findAll(text: string): Value[] {
    return this.all(text).map((match) => {
      const groups = match.groups('');
      const [only] = groups;
      return groups.length === 0
        ? match.group(0)
        : groups.length === 1 && only !== undefined
          ? only
          : new PyTuple(groups);
    });
  }

  substitute(by: Value, text: string, most: number): [result: string, count: number] {
    const replace = typeof by === 'string' ? template(by) : called(by);
    let out = '';
    let at = 0;
    const matches = this.all(text).slice(0, most > 0 ? most : undefined);
    for (const match of matches) {
      out += text.slice(at, match.from) + replace(match);
      at = match.to;
    }
    return [out + text.slice(at), matches.length];
  }

  override attribute(name: string): Value | undefined {
    if (name === 'pattern') return this.pattern;
    if (name === 'flags') return this.#translated.flags;
    if (name === 'groupindex') return new PyDict(this.groupNames());
    if (name === 'groups')
      return (new RegExp(`${this.#translated.source}|`, this.#translated.jsFlags).exec('')?.length ?? 1) - 1;
    return this.#method(name);
  }

  #method(name: string): HostFunction | undefined {
    const matching = (kind: 'g' | 'y' | 'full'): HostFunction =>
      hostFunction(name, ['string', 'pos?', 'endpos?'], (text, pos, end) => {
        const subject = end === undefined ? str(text) : textSlice(str(text), 0, asIndex(end));
        return this.#run(kind, { text: subject, from: pos === undefined ? 0 : asIndex(pos) });
      });
    if (name === 'search') return matching('g');
    if (name === 'match') return matching('y');
    if (name === 'fullmatch') return matching('full');
    if (name === 'findall') return hostFunction(name, ['string'], (text) => this.findAll(str(text)));
    if (name === 'finditer')
      return hostFunction(
        name,
        ['string'],
        (text) => new PyIterator(this.all(str(text)), 'callable_iterator'),
      );
    if (name === 'split') {
      return hostFunction(name, ['string', 'maxsplit?'], (text, most) =>
        this.split(str(text), asIndex(most ?? 0)),
      );
    }
    if (name !== 'sub' && name !== 'subn') return undefined;
    return hostFunction(name, ['repl', 'string', 'count?'], (by, text, count) => {
      const [result, times] = this.substitute(by, str(text), asIndex(count ?? 0));
      return name === 'sub' ? result : new PyTuple([result, times]);
    });
  }

  override equals(other: Value): boolean {
    return other instanceof Pattern && other.pattern === this.pattern;
  }
  str(): string {
    const shown = [...Object.entries(FLAGS)]
      .filter(([letter, bit]) => letter !== 'U' && this.#translated.flags & bit)
      .map(([letter]) => NAMES.get(letter) ?? letter);
    return `re.compile(${[quoted(this.pattern), ...(shown.length > 0 ? [shown.join('|')] : [])].join(', ')})`;
  }
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['I', 're.IGNORECASE'],
  ['M', 're.MULTILINE'],
  ['S', 're.DOTALL'],
  ['X', 're.VERBOSE'],
  ['A', 're.ASCII'],
]);

/** One match. */
export class Match extends PyObject {
  readonly typeName = 're.Match';
  readonly #result: RegExpExecArray;
  readonly #text: string;
  readonly #pattern: Pattern;
  constructor(result: RegExpExecArray, text: string, pattern: Pattern) {
    super();
    this.#result = result;
    this.#text = text;
    this.#pattern = pattern;
  }
  get from(): number {
    return this.#result.index;
  }
  get to(): number {
    return this.#result.index + this.#result[0].length;
  }
  groups(missing: Value): Value[] {
    return this.#result.slice(1).map((text) => text ?? missing);
  }
  #number(key: Value): number {
    const number =
      typeof key === 'string' ? this.#pattern.groupNames().get(key) : isInt(key) ? Number(key) : undefined;
    if (number === undefined || number < 0 || number >= this.#result.length)
      throw new PyError('IndexError', 'no such group');
    return number;
  }
  group(key: Value): Value {
    return this.#result[this.#number(key)] ?? null;
  }
  #span(key: Value): [number, number] {
    const range = this.#result.indices?.[this.#number(key)];
    return range
      ? [textLength(this.#text.slice(0, range[0])), textLength(this.#text.slice(0, range[1]))]
      : [-1, -1];
  }
  override item(key: Value): Value | undefined {
    const number =
      typeof key === 'string' ? this.#pattern.groupNames().get(key) : isInt(key) ? Number(key) : undefined;
    return number === undefined || number < 0 || number >= this.#result.length
      ? undefined
      : this.group(number);
  }
  override attribute(name: string): Value | undefined {
    if (name === 'string') return this.#text;
    if (name === 're') return this.#pattern;
    if (name === 'pos') return 0;
    if (name === 'endpos') return textLength(this.#text);
    if (name === 'lastindex') return this.#last();
    if (name === 'lastgroup') {
      return [...this.#pattern.groupNames()].find(([, number]) => number === this.#last())?.[0] ?? null;
    }
    return this.#method(name);
  }
  #last(): number | null {
    const at = this.#result.findLastIndex((text, i) => i > 0 && text !== undefined);
    return at > 0 ? at : null;
  }
  #method(name: string): HostFunction | undefined {
    if (name === 'group') return hostFunction(name, ['*groups'], (keys) => this.#several(keys.items));
    if (name === 'groups')
      return hostFunction(name, ['default?'], (missing) => new PyTuple(this.groups(missing ?? null)));
    if (name === 'groupdict')
      return hostFunction(name, ['default?'], (missing) => this.#dict(missing ?? null));
    if (name === 'start') return hostFunction(name, ['group?'], (key) => this.#span(key ?? 0)[0]);
    if (name === 'end') return hostFunction(name, ['group?'], (key) => this.#span(key ?? 0)[1]);
    if (name === 'span') return hostFunction(name, ['group?'], (key) => new PyTuple(this.#span(key ?? 0)));
    return name === 'expand'
      ? hostFunction(name, ['template'], (text) => template(str(text))(this))
      : undefined;
  }
  #several(keys: readonly Value[]): Value {
    if (keys.length < 2) return this.group(keys[0] ?? 0);
    return new PyTuple(keys.map((key) => this.group(key)));
  }
  #dict(missing: Value): PyDict {
    return new PyDict(
      Array.from(
        this.#pattern.groupNames(),
        ([name, number]) => [name, this.#result[number] ?? missing] as const,
      ),
    );
  }
  str(): string {
    const [from, to] = this.#span(0);
    return `<re.Match object; span=(${from}, ${to}), match=${quoted(this.#result[0])}>`;
  }
}
