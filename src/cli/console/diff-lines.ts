import type { Colors } from './colors.ts';

/** A line of the table that a failed unit test shows, in colors: missing rows red, unexpected ones green, changed cells both. */
export function paintDiffLine(line: string, colors: Colors): string {
  const [, mark = '', space = '', row = ''] = /^(---|\+\+\+|→|@@)( +\| )(.*)$/.exec(line) ?? [];
  switch (mark) {
    case '---':
      return colors.red(line);
    case '+++':
      return colors.green(line);
    case '→':
      return (
        colors.yellow(mark) +
        space +
        row
          .split(' | ')
          .map((cell) => paintCell(cell, colors))
          .join(' | ')
      );
    case '@@':
      return colors.dim(line);
    default:
      return line;
  }
}

/** `expected → actual` */
function paintCell(cell: string, colors: Colors): string {
  const at = cell.indexOf(' → ');
  if (at < 0) return cell;
  return `${colors.red(cell.slice(0, at))} → ${colors.green(cell.slice(at + 3))}`;
}
