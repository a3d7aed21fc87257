import type { Span } from './diagnostic.ts';

/**
 * Cuts the lines around a place and draws carets under it.
 * Returns '' where the file's text is not at hand.
 */
export function codeFrame(span: Span, around = 1): string {
  if (span.text === undefined) return '';
  const lines = span.text.split(/\r\n|\n|\r/);
  const first = Math.max(1, span.line - around);
  const last = Math.min(lines.length, span.line + around);
  const width = String(last).length;
  const out: string[] = [];
  for (let number = first; number <= last; number++) {
    const line = lines[number - 1] ?? '';
    out.push(`${String(number).padStart(width)} │ ${clip(line)}`.trimEnd());
    if (number === span.line) out.push(`${' '.repeat(width)} │ ${caret(line, span)}`);
  }
  return out.join('\n');
}

const WIDEST = 160;

const clip = (line: string): string => (line.length > WIDEST ? `${line.slice(0, WIDEST)}…` : line);

function caret(line: string, span: Span): string {
  const start = Math.min(span.column - 1, WIDEST);
  const sameLine = span.endLine === undefined || span.endLine === span.line;
  const end = sameLine ? (span.endColumn ?? span.column + 1) - 1 : line.length;
  const indent = line.slice(0, start).replace(/[^\t]/g, ' ').padEnd(start);
  return indent + '^'.repeat(Math.max(1, Math.min(end, WIDEST) - start));
}
