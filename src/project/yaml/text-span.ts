import type { Span } from '../../core/diagnostic.ts';

/** The place of an offset (and of the end of a range) in a text, as lines and columns. */
export function spanAt(text: string, file: string, start: number, end?: number): Span {
  const from = position(text, start);
  const to = end === undefined || end <= start ? undefined : position(text, end);
  return { file, ...from, ...(to ? { endLine: to.line, endColumn: to.column } : {}), text };
}

/** The place of a whole file: its first line. */
export const fileSpan = (file: string, text?: string): Span => ({
  file,
  line: 1,
  column: 1,
  ...(text === undefined ? {} : { text }),
});

function position(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
