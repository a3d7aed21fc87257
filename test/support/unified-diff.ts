/** What changed between two texts, as `diff -u` shows it; empty when they are the same. */
export function unifiedDiff(name: string, before: string, after: string, context = 3): string {
  const edits = editsOf(before.split('\n'), after.split('\n'));
  const near = (at: number): boolean =>
    edits.slice(Math.max(0, at - context), at + context + 1).some(({ mark }) => mark !== ' ');
  const lines: string[] = [];
  let inHunk = false;
  for (const [at, { mark, line, left, right }] of edits.entries()) {
    if (!near(at)) {
      inHunk = false;
      continue;
    }
    if (!inHunk) lines.push(`@@ -${left} +${right} @@`);
    inHunk = true;
    lines.push(`${mark}${line}`);
  }
  return lines.length === 0 ? '' : [`--- expected/${name}`, `+++ actual/${name}`, ...lines].join('\n');
}

interface Edit {
  readonly mark: ' ' | '-' | '+';
  readonly line: string;
  /** Line numbers on both sides, from 1. */
  readonly left: number;
  readonly right: number;
}

function editsOf(a: readonly string[], b: readonly string[]): readonly Edit[] {
  const common = lengths(a, b);
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  const edits: Edit[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const place = { left: i + 1, right: j + 1 };
    if (i < a.length && j < b.length && a[i] === b[j]) {
      edits.push({ mark: ' ', line: a[i] ?? '', ...place });
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      edits.push({ mark: '-', line: a[i] ?? '', ...place });
      i++;
    } else {
      edits.push({ mark: '+', line: b[j] ?? '', ...place });
      j++;
    }
  }
  return edits;
}

/** `[i][j]`: how many lines the ends from i and from j have in common, in order. */
function lengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    const [row = [], below = []] = [table[i], table[i + 1]];
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return table;
}
