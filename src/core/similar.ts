/**
 * The name among `names` that was most likely meant by `wanted`, or undefined when none is near enough:
 * at most a third of its letters (and at least one) may differ; Damerau-Levenshtein, case folded.
 */
export function similar(wanted: string, names: Iterable<string>): string | undefined {
  const goal = wanted.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(goal.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - goal.length) >= least) continue;
    const cost = distance(goal, name.toLowerCase());
    if (cost < least) [best, least] = [name, cost];
  }
  return best;
}

/** `did you mean "x"?`, or undefined when no name is near. */
export function didYouMean(wanted: string, names: Iterable<string>): string | undefined {
  const name = similar(wanted, names);
  return name === undefined ? undefined : `did you mean "${name}"?`;
}

function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell(a, b, i, j, row, last, beforeLast));
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

function cell(
  a: string,
  b: string,
  i: number,
  j: number,
  row: number[],
  last: number[],
  older: number[],
): number {
  const same = a[i - 1] === b[j - 1];
  const least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(least, (older[j - 2] ?? 0) + 1) : least;
}
