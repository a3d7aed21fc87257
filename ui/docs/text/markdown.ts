/** Descriptions: the common part of markdown, read into plain values; HTML in them is text like any other. */
import { type Inline, parseInline } from './markdown-inline.ts';

/** A block of a description. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'rule' };

/** The deepest nesting of quotes and lists that is followed; deeper ones are text. */
const DEEPEST = 8;

/** Reads a description. */
export const parseMarkdown = (text: string): readonly Block[] =>
  parseLines(text.replace(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n'), 0);

interface Taken {
  readonly block: Block | null;
  /** The line after it. */
  readonly next: number;
}

type Reader = (lines: readonly string[], at: number, depth: number) => Taken | null;

function parseLines(lines: readonly string[], depth: number): readonly Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const taken = readBlock(lines, at, depth);
    if (taken.block) blocks.push(taken.block);
    at = taken.next;
  }
  return blocks;
}

function readBlock(lines: readonly string[], at: number, depth: number): Taken {
  for (const reader of READERS) {
    const taken = reader(lines, at, depth);
    if (taken) return taken;
  }
  return paragraph(lines, at, depth);
}

const lineAt = (lines: readonly string[], at: number): string => lines[at] ?? '';

const blank: Reader = (lines, at) => (lineAt(lines, at).trim() === '' ? { block: null, next: at + 1 } : null);

const heading: Reader = (lines, at) => {
  const [, marks = '', text = ''] = /^ {0,3}(#{1,6})(?: +(.*?))?(?: +#+)? *$/.exec(lineAt(lines, at)) ?? [];
  return marks === ''
    ? null
    : { block: { kind: 'heading', level: marks.length, content: parseInline(text) }, next: at + 1 };
};

const rule: Reader = (lines, at) =>
  /^ {0,3}([-*_])( *\1){2,} *$/.test(lineAt(lines, at)) ? { block: { kind: 'rule' }, next: at + 1 } : null;

const fence: Reader = (lines, at) => {
  const [, marks = '', language = ''] = /^ {0,3}(`{3,}|~{3,}) *([^`\s]*)[^`]*$/.exec(lineAt(lines, at)) ?? [];
  if (marks === '') return null;
  const closing = (line: string): boolean =>
    line.trim().startsWith(marks) && line.trim().replaceAll(marks[0] ?? '', '') === '';
  let end = at + 1;
  while (end < lines.length && !closing(lineAt(lines, end))) end++;
  return { block: { kind: 'code', language, text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
};

const quote: Reader = (lines, at, depth) => {
  if (depth >= DEEPEST || !/^ {0,3}>/.test(lineAt(lines, at))) return null;
  let end = at;
  while (/^ {0,3}>/.test(lineAt(lines, end))) end++;
  const inner = lines.slice(at, end).map((line) => line.replace(/^ {0,3}> ?/, ''));
  return { block: { kind: 'quote', blocks: parseLines(inner, depth + 1) }, next: end };
};

const MARKER = /^( {0,3})([-*+]|(\d{1,9})[.)])( +|$)/;

const list: Reader = (lines, at, depth) => {
  const first = MARKER.exec(lineAt(lines, at));
  if (!first || depth >= DEEPEST) return null;
  const ordered = first[3] !== undefined;
  const items: (readonly Block[])[] = [];
  let next = at;
  for (let marker: RegExpExecArray | null = first; marker; marker = MARKER.exec(lineAt(lines, next))) {
    if ((marker[3] !== undefined) !== ordered || rule(lines, next, depth)) break;
    const end = itemEnd(lines, next, marker[0].length);
    const [head = '', ...rest] = lines.slice(next, end);
    const inner = [head.slice(marker[0].length), ...rest.map((line) => outdented(line, marker[0].length))];
    items.push(parseLines(inner, depth + 1));
    next = end;
  }
  return items.length === 0
    ? null
    : { block: { kind: 'list', ordered, start: Number(first[3] ?? 1), items }, next };
};

/** An item goes on with indented lines, and with lines that go on a paragraph. */
function itemEnd(lines: readonly string[], at: number, indent: number): number {
  let end = at + 1;
  while (end < lines.length) {
    const line = lineAt(lines, end);
    const isBlank = line.trim() === '';
    const goesOn = isBlank
      ? indentOf(lineAt(lines, end + 1)) >= indent
      : indentOf(line) >= Math.min(indent, 2);
    const isLazy = !isBlank && lineAt(lines, end - 1).trim() !== '' && !startsBlock(lines, end);
    if (!goesOn && !isLazy) break;
    end++;
  }
  return end;
}

const indentOf = (line: string): number => (line.trim() === '' ? 0 : line.length - line.trimStart().length);

const outdented = (line: string, by: number): string => line.slice(Math.min(by, indentOf(line)));

const table: Reader = (lines, at) => {
  const head = cellsOf(lineAt(lines, at));
  const isTable =
    lineAt(lines, at).includes('|') && /^ *\|?( *:?-+:? *\|)* *:?-+:? *\|? *$/.test(lineAt(lines, at + 1));
  if (!isTable || cellsOf(lineAt(lines, at + 1)).length !== head.length) return null;
  let end = at + 2;
  while (lineAt(lines, end).includes('|')) end++;
  const rows = lines.slice(at + 2, end).map((line) => cellsOf(line).slice(0, head.length).map(parseInline));
  return { block: { kind: 'table', head: head.map(parseInline), rows }, next: end };
};

const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));

const READERS: readonly Reader[] = [blank, fence, heading, rule, quote, list, table];

const startsBlock = (lines: readonly string[], at: number): boolean =>
  [blank, fence, heading, rule].some((reader) => reader(lines, at, 0) !== null) ||
  /^ {0,3}>/.test(lineAt(lines, at)) ||
  MARKER.test(lineAt(lines, at));

function paragraph(lines: readonly string[], at: number, _depth: number): Taken {
  let end = at + 1;
  while (end < lines.length && !startsBlock(lines, end)) end++;
  const text = lines
    .slice(at, end)
    .map((line) => line.trimStart())
    .join('\n');
  return { block: { kind: 'paragraph', content: parseInline(text.trimEnd()) }, next: end };
}
