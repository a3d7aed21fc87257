import { codeFrame } from '../../core/code-frame.ts';
import { type Diagnostic, helpOf, levelOf, type Span } from '../../core/diagnostic.ts';
import type { Colors } from './colors.ts';
import { paintDiffLine } from './diff-lines.ts';

/** At most so many frames of a macro stack are shown; the middle of a longer one is left out. */
const MOST_FRAMES = 8;

/**
 * A diagnostic as people read it: what is wrong and its code, the place with the lines around it,
 * the macros on the way there, what to do next, and where to read more.
 */
export function renderDiagnostic(diagnostic: Diagnostic, colors: Colors): string {
  const level = levelOf(diagnostic) === 'error' ? 'error' : 'warning';
  const paint = level === 'error' ? colors.red : colors.yellow;
  return `${paint(`${level} ${diagnostic.code}`)}: ${describeDiagnostic(diagnostic, colors)}`;
}

/** The same without level and code in front, for readers who have them in fields of their own. */
export function describeDiagnostic(diagnostic: Diagnostic, colors: Colors): string {
  const { code, message, at, via = [] } = diagnostic;
  const [first = '', ...more] = message.split('\n');
  const lines = [colors.bold(first)];
  const shown = (line: string): string => (code === 'TD512' ? paintDiffLine(line, colors) : line);
  lines.push(...more.map((line) => (line === '' ? '' : `  ${shown(line)}`)));
  if (at) lines.push(...renderPlace(at, colors));
  for (const frame of shortened(via)) lines.push(`  ${colors.dim(frame)}`);
  const link = colors.dim(`docs/reference/errors.md#${code.toLowerCase()}`);
  lines.push(`  ${colors.cyan('help')}: ${helpOf(diagnostic)}  ${link}`);
  return lines.join('\n');
}

/** `file:line:column` and the lines around it. */
function renderPlace(at: Span, colors: Colors): string[] {
  const frame = codeFrame(at);
  const place = colors.cyan(`${at.file}:${at.line}:${at.column}`);
  return [
    `  ${place}`,
    ...(frame === '' ? [] : frame.split('\n').map((line) => `  ${paintCarets(line, colors)}`)),
  ];
}

const paintCarets = (line: string, colors: Colors): string =>
  /^ *│ *\^+$/.test(line) ? line.replace(/\^+/, (carets) => colors.red(carets)) : line;

/** Equal frames that follow each other, as recursion leaves them, become one. */
function together(lines: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    let end = at + 1;
    while (lines[end] === line) end++;
    out.push(end - at > 1 ? `${line} (${end - at} times)` : line);
    at = end;
  }
  return out;
}

function shortened(via: NonNullable<Diagnostic['via']>): string[] {
  const lines = together(
    via.map(({ file, line, column, name }) => `in ${name ?? 'template'} at ${file}:${line}:${column}`),
  );
  if (lines.length <= MOST_FRAMES) return lines;
  const half = MOST_FRAMES / 2;
  return [...lines.slice(0, half), `… ${lines.length - MOST_FRAMES} more`, ...lines.slice(-half)];
}
