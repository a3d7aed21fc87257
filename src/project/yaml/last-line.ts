const HEADER = /(?:^|[\s:-])[|>][+\d]{0,2}[ \t]*(?:#.*)?\r?$/;

/**
 * js-yaml ends the last line where the author did not, and a block text then ends with a line break that PyYAML does not see:
 * takes it away again.
 */
export function withoutAddedEnd(value: unknown, text: string): unknown {
  if (text === '' || text.endsWith('\n') || !endsInBlock(text)) return value;
  trimLast(value);
  return value;
}

/** Whether one of the lines that the last one stands below, by their indentation, begins a block text. */
function endsInBlock(text: string): boolean {
  const lines = text.split('\n');
  let indent = indentOf(lines.at(-1) ?? '') ?? 0;
  for (const line of lines.toReversed()) {
    const own = indentOf(line) ?? indent;
    if (own >= indent) continue;
    if (HEADER.test(line)) return true;
    indent = own;
  }
  return false;
}

const indentOf = (line: string): number | undefined =>
  line.trim() === '' ? undefined : line.length - line.trimStart().length;

/** Walks to the last leaf; the value is new and nobody else's yet. */
function trimLast(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const parent: { [key: string]: unknown } = value as { [key: string]: unknown }; // lists have keys, too
  const key = Object.keys(parent).at(-1);
  if (key === undefined) return;
  const last = parent[key];
  if (typeof last === 'string') parent[key] = last.replace(/\n+$/, '');
  else trimLast(last);
}
