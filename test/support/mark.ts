/** A text with places in it that a test speaks of. */
export interface Marked {
  readonly text: string;
  /** Offsets in `text`. */
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

/** A place as spans have it: 1-based, the end exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Marks places by « and », which do not end up in the text: mark`select * from {{ «ref('a')» }}`. */
export function mark(parts: TemplateStringsArray, ...values: readonly unknown[]): Marked {
  const raw = parts.map((part, i) => part + (i < values.length ? String(values[i]) : '')).join('');
  const marks: { start: number; end: number }[] = [];
  const open: number[] = [];
  let text = '';
  for (const letter of raw) {
    if (letter === '«') open.push(text.length);
    else if (letter === '»') marks.push({ start: open.pop() ?? 0, end: text.length });
    else text += letter;
  }
  return { text, marks: marks.sort((a, b) => a.start - b.start) };
}

/** The n-th mark of a file as a place. */
export function placeOf(file: string, { text, marks }: Marked, n: number): Place {
  const found = marks[n];
  if (found === undefined) throw new Error(`${file} has no mark ${n}`);
  const [line, column] = lineAndColumn(text, found.start);
  const [endLine, endColumn] = lineAndColumn(text, found.end);
  return { file, line, column, endLine, endColumn };
}

function lineAndColumn(text: string, offset: number): [line: number, column: number] {
  const before = text.slice(0, offset).split('\n');
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
}
