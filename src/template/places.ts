import type { Span } from '../core/diagnostic.ts';
import type { Origin } from './index.ts';

/** A part of a source, by offsets; nodes and tokens carry their start as `lineno` and their end as `colno`. */
export interface Range {
  readonly lineno: number;
  readonly colno: number;
}

/** A template's text and where it stands in its file; turns offsets into places when somebody asks. */
export class Source {
  readonly text: string;
  readonly origin: Origin;
  #starts: number[] | undefined;

  constructor(text: string, origin: Origin) {
    this.text = text;
    this.origin = origin;
  }

  /** The place of a range, with the file's text for code frames. */
  span(range: Range): Span {
    const [line, column] = this.#place(range.lineno);
    const [endLine, endColumn] = this.#place(Math.max(range.colno, range.lineno));
    const text = this.origin.text ?? this.text;
    return { file: this.origin.file, line, column, endLine, endColumn, text };
  }

  #place(offset: number): [line: number, column: number] {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const column = offset - (starts[low] ?? 0) + 1;
    const { line = 1, column: first = 1 } = this.origin;
    return [line + low, low === 0 ? column + first - 1 : column];
  }

  #lineStarts(): readonly number[] {
    if (this.#starts) return this.#starts;
    this.#starts = lineStarts(this.text);
    return this.#starts;
  }
}

/** Where each line begins; a line ends with \n, \r\n or \r. */
function lineStarts(text: string): number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
    return starts;
  }
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
