import { EVENT_ID, load, parseEvents, SCALAR_STYLE, type Schema, YAMLException } from 'js-yaml';
import { withoutAddedEnd } from './last-line.ts';

/**
 * A text as js-yaml can read it. PyYAML lets the lines of a quoted text or of a `[ … ]` start anywhere, as in
 *
 *     columns: [
 *       a
 *     ]
 *
 * js-yaml wants them indented. Blanks at the start of such lines mean nothing, so they are put in here.
 */
export interface Readable {
  readonly text: string;
  /** An offset in `text` as one in the text that the author wrote. */
  original(offset: number): number;
}

/** What was read: the value, or what js-yaml threw, and the text it is about. */
export interface Loaded {
  readonly readable: Readable;
  /** The first line (from 0) that had to be indented, if any. */
  readonly firstMended: number | undefined;
  readonly value: unknown;
  readonly thrown: unknown;
}

const PAD = 100;
const MOST_TRIES = 200;
const CLOSERS = /^[ \t]*[\]}]+[\]},]*[ \t]*(?:#.*)?\r?$/;

/** Loads a text, indenting lines where only that stands in the way; `json` lets the last of duplicate keys win. */
export function loadLenient(text: string, schema: Schema, json: boolean): Loaded {
  const lines = new Set<number>();
  for (let left = MOST_TRIES; ; left--) {
    const readable = indented(text, lines);
    const firstMended = lines.size === 0 ? undefined : Math.min(...lines);
    try {
      const value = withoutAddedEnd(load(readable.text, { schema, json }), readable.text);
      if (lines.size === 0 || !dropFromBlocks(readable.text, lines))
        return { readable, firstMended, value, thrown: undefined };
    } catch (thrown) {
      const stopped = lineToIndent(thrown);
      if (stopped === undefined || lines.has(stopped) || left === 0)
        return { readable, firstMended, value: null, thrown };
      if (lines.size === 0) for (const line of closingLines(text)) lines.add(line);
      lines.add(stopped);
    }
  }
}

const lineToIndent = (thrown: unknown): number | undefined =>
  thrown instanceof YAMLException && thrown.reason === 'deficient indentation'
    ? thrown.mark?.line
    : undefined;

/** Lines with nothing but `]` and `}`: the ones that most often stand too far left. */
const closingLines = (text: string): number[] =>
  text.split('\n').flatMap((line, i) => (CLOSERS.test(line) ? [i] : []));

const countLines = (text: string): number => text.split('\n').length;

/** Takes back the lines inside of block texts, where every blank counts; false when there was none. */
function dropFromBlocks(text: string, lines: Set<number>): boolean {
  const before = lines.size;
  for (const event of parseEvents(text, {})) {
    if (event.type !== EVENT_ID.SCALAR) continue;
    if (event.style !== SCALAR_STYLE.LITERAL_BLOCK && event.style !== SCALAR_STYLE.FOLDED_BLOCK) continue;
    const first = countLines(text.slice(0, event.valueStart)) - 1;
    const last = countLines(text.slice(0, event.valueEnd)) - 1;
    for (const line of lines) if (line >= first && line < last) lines.delete(line);
  }
  return lines.size < before;
}

function indented(text: string, lines: ReadonlySet<number>): Readable {
  if (lines.size === 0) return { text, original: (offset) => offset };
  const starts: number[] = [];
  let start = 0;
  const parts = text.split('\n').map((line, i) => {
    if (lines.has(i)) starts.push(start);
    start += line.length + 1;
    return lines.has(i) ? ' '.repeat(PAD) + line : line;
  });
  const original = (offset: number): number => {
    const before = starts.filter((at, i) => at + i * PAD < offset);
    const last = before.at(-1);
    return last === undefined ? offset : Math.max(last, offset - before.length * PAD);
  };
  return { text: parts.join('\n'), original };
}
