/**
 * The blocks at the top of a file that define something, found without reading the rest as a template:
 * what stands between them may be anything.
 */
import { failure, type TsdbtError } from '../core/diagnostic.ts';
import type { DefinitionKind } from './nunjucks.ts';
import type { Source } from './places.ts';

/** A block by its offsets. */
export interface Block {
  readonly kind: DefinitionKind;
  /** The word in the tag: `data_test` for a test, too. */
  readonly tag: string;
  /** With the white space around that `{%-` and `-%}` remove, as dbt keeps it. */
  readonly start: number;
  readonly end: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

/** A tag on the way. */
interface Tag {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const KINDS: ReadonlyMap<string, DefinitionKind> = new Map([
  ['macro', 'macro'],
  ['test', 'test'],
  ['data_test', 'test'],
  ['materialization', 'materialization'],
  ['snapshot', 'snapshot'],
  ['docs', 'docs'],
]);
const NAME = /\{%-?\s*([A-Za-z_]\w*)/y;
const RAW = /\{%-?\s*raw\s*-?%\}[\s\S]*?\{%-?\s*endraw\s*-?%\}/y;
const CONTROL: ReadonlyMap<string, string> = new Map([
  ['endif', 'if'],
  ['endfor', 'for'],
]);

/** Finds the blocks; a TsdbtError (TD301, TD302) for nested, unclosed or misplaced ones. */
export function findBlocks(source: Source): readonly Block[] {
  return new Finder(source).run();
}

class Finder {
  readonly #source: Source;
  readonly #text: string;
  readonly #blocks: Block[] = [];
  readonly #control: string[] = [];
  #open: Tag | undefined;
  /** Where the last block ended. */
  #done = 0;

  constructor(source: Source) {
    this.#source = source;
    this.#text = source.text;
  }

  run(): readonly Block[] {
    for (let at = this.#text.indexOf('{'); at >= 0; at = this.#text.indexOf('{', at)) at = this.#step(at);
    const open = this.#open;
    if (!open) return this.#blocks;
    const line = this.#source.span({ lineno: open.end, colno: open.end }).line;
    const message = `Reached EOF without finding a close tag for ${open.name} (searched from line ${line})`;
    throw this.#error(open, message, 'TD302', `close it with {% end${open.name} %}`);
  }

  /** Looks at one brace and says where to go on. */
  #step(at: number): number {
    const next = this.#text.charAt(at + 1);
    if (next === '#') return this.#after('#}', at);
    if (next === '{') return this.#afterCode('}}', at);
    if (next !== '%') return at + 1;
    RAW.lastIndex = at;
    const raw = RAW.exec(this.#text);
    if (raw) return at + raw[0].length;
    NAME.lastIndex = at;
    const name = NAME.exec(this.#text);
    if (!name) return at + 2;
    const end = this.#afterCode('%}', at);
    this.#tag({ name: name[1] ?? '', start: at, end });
    return end;
  }

  #after(close: string, at: number): number {
    const end = this.#text.indexOf(close, at + 2);
    return end < 0 ? this.#unfinished(at, close) : end + close.length;
  }

  #unfinished(at: number, close: string): never {
    const message = `unexpected EOF, expected ${close}`;
    throw this.#error({ name: '', start: at, end: at + 2 }, message, 'TD302', `close it with ${close}`);
  }

  /** The place after a closing mark that is in no string. */
  #afterCode(close: string, at: number): number {
    for (let i = at + 2; i < this.#text.length; i++) {
      const letter = this.#text.charAt(i);
      if (letter === '"' || letter === "'") i = this.#stringEnd(letter, i);
      else if (this.#text.startsWith(close, i)) return i + close.length;
    }
    return this.#unfinished(at, close);
  }

  #stringEnd(quote: string, at: number): number {
    let i = at + 1;
    while (i < this.#text.length && this.#text.charAt(i) !== quote)
      i += this.#text.charAt(i) === '\\' ? 2 : 1;
    return i;
  }

  #tag(tag: Tag): void {
    this.#controlFlow(tag);
    if (KINDS.has(tag.name)) this.#begin(tag);
    else if (this.#open && tag.name === `end${this.#open.name}`) this.#finish(this.#open, tag);
  }

  #controlFlow(tag: Tag): void {
    if (tag.name === 'if' || tag.name === 'for') this.#control.push(tag.name);
    const wanted = CONTROL.get(tag.name);
    if (wanted === undefined) return;
    const open = this.#control.pop();
    if (open === wanted) return;
    const got = `Got an unexpected control flow end tag, got ${tag.name} but`;
    if (open === undefined) throw this.#error(tag, `${got} never saw a preceding ${wanted}`);
    throw this.#error(tag, `${got} expected end${open} next`);
  }

  #begin(tag: Tag): void {
    if (this.#control.length > 0) {
      const message =
        'Got a block definition inside control flow. All dbt block definitions must be at the top level';
      throw this.#error(tag, message);
    }
    if (this.#open) {
      const { name } = this.#open;
      const message = `Got nested tags: ${name} did not have a matching {% end${name} %} before a subsequent ${tag.name} was found`;
      throw this.#error(this.#open, message, 'TD302', `close it with {% end${name} %}`);
    }
    this.#open = tag;
  }

  #finish(open: Tag, close: Tag): void {
    const kind = KINDS.get(open.name);
    if (!kind) return;
    const end = this.#text.startsWith('-%}', close.end - 3) ? this.#skipSpace(close.end) : close.end;
    const start = this.#text.charAt(open.start + 2) === '-' ? this.#spaceBefore(open.start) : open.start;
    this.#blocks.push({ kind, tag: open.name, start, end, bodyStart: open.end, bodyEnd: close.start });
    this.#open = undefined;
    this.#done = end;
  }

  #skipSpace(at: number): number {
    let end = at;
    while (/\s/.test(this.#text.charAt(end))) end++;
    return end;
  }

  #spaceBefore(at: number): number {
    let start = at;
    while (start > this.#done && /\s/.test(this.#text.charAt(start - 1))) start--;
    return start;
  }

  #error(at: Tag, message: string, code: 'TD301' | 'TD302' = 'TD301', help?: string): TsdbtError {
    const span = this.#source.span({ lineno: at.start, colno: at.end });
    return failure(code, message, { at: span, ...(help === undefined ? {} : { help }) });
  }
}
