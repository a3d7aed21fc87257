/** The wordwrap filter: paragraphs cut into lines, as Python's textwrap does. */
import { builtin } from '../python/call.ts';
import { truthy } from '../python/compare.ts';
import { splitLines } from '../python/methods/split.ts';
import { asIndex } from '../python/numbers.ts';
import { str } from '../python/print.ts';
import { type HostFunction, PyError } from '../python/value.ts';
import { textOf } from './text.ts';

/** How to wrap. */
interface Wrapping {
  readonly width: number;
  readonly breakLong: boolean;
  readonly onHyphens: boolean;
}

function chunks(line: string, onHyphens: boolean): string[] {
  const parts = line.split(/(\s+)/).filter((part) => part !== '');
  return onHyphens ? parts.flatMap(hyphenParts) : parts;
}

/** Cuts a word after hyphens that stand between letters, and around dashes. */
function hyphenParts(word: string): string[] {
  const out: string[] = [];
  let rest = word;
  for (;;) {
    const dash = /^(.*?[\p{L}\p{N}_!"'&.,?])(-{2,})(?=[\p{L}\p{N}_])/u.exec(rest);
    const hyphen = /^(.*?[\p{L}_][\p{L}\p{N}_]*-)(?=[\p{L}_]{2})/u.exec(rest);
    if (!dash && !hyphen) break;
    if (dash && (!hyphen || (dash[1]?.length ?? 0) < hyphen[0].length)) {
      out.push(dash[1] ?? '', dash[2] ?? '');
      rest = rest.slice(dash[0].length);
    } else if (hyphen) {
      const before = (hyphen[1] ?? '').slice(0, -1);
      if (!/[\p{L}_]{2}$/u.test(before) && !/^[\p{L}\p{N}_]{2,}/u.test(before)) break;
      out.push(hyphen[1] ?? '');
      rest = rest.slice(hyphen[0].length);
    }
  }
  return rest === '' ? out : [...out, rest];
}

function wrapLine(line: string, { width, breakLong, onHyphens }: Wrapping): string[] {
  if (width <= 0) throw new PyError('ValueError', `invalid width ${width} (must be > 0)`);
  const waiting = chunks(line, onHyphens).reverse();
  const lines: string[] = [];
  while (waiting.length > 0) {
    if (lines.length > 0 && waiting.at(-1)?.trim() === '') waiting.pop();
    const current: string[] = [];
    let length = 0;
    for (
      let next = waiting.at(-1);
      next !== undefined && length + next.length <= width;
      next = waiting.at(-1)
    ) {
      current.push(next);
      length += next.length;
      waiting.pop();
    }
    const next = waiting.at(-1);
    if (next !== undefined && next.length > width)
      breakChunk(waiting, current, width - length, breakLong, onHyphens);
    if (current.at(-1)?.trim() === '') current.pop();
    if (current.length > 0) lines.push(current.join(''));
  }
  return lines;
}

/** Puts as much of a chunk that is too long on the line as fits, or all of it on a line of its own. */
function breakChunk(
  waiting: string[],
  current: string[],
  room: number,
  breakLong: boolean,
  onHyphens: boolean,
): void {
  const chunk = waiting.pop() ?? '';
  if (breakLong) {
    const space = Math.max(1, room);
    const hyphen = onHyphens && chunk.length > space ? chunk.lastIndexOf('-', space - 1) : -1;
    const end = hyphen > 0 && /[^-]/.test(chunk.slice(0, hyphen)) ? hyphen + 1 : space;
    current.push(chunk.slice(0, end));
    waiting.push(chunk.slice(end));
  } else if (current.length === 0) current.push(chunk);
  else waiting.push(chunk);
}

/** wordwrap. */
export const wrapFilters: readonly HostFunction[] = [
  builtin(
    'wordwrap',
    ['s', 'width?', 'break_long_words?', 'wrapstring?', 'break_on_hyphens?'],
    (s, width, breakLong, wrapstring, onHyphens) => {
      const wrapping: Wrapping = {
        width: width === undefined ? 79 : asIndex(width),
        breakLong: truthy(breakLong ?? true),
        onHyphens: truthy(onHyphens ?? true),
      };
      const joint = wrapstring === undefined || wrapstring === null ? '\n' : str(wrapstring);
      return splitLines(textOf(s), false)
        .map((line) => wrapLine(line, wrapping).join(joint))
        .join(joint);
    },
  ),
];
