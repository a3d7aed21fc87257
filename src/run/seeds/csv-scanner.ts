/** What a scan found. */
export interface Scanned {
  readonly rows: number;
  /** Where the first row begins that is not complete. */
  readonly end: number;
  /** Where the rows end: at one whose number of cells differs from that of the first row. */
  readonly ragged?: RaggedRow;
}

/** A row with more or fewer cells than the first, and the line it begins on. */
export interface RaggedRow {
  readonly line: number;
  readonly cells: number;
}

const [LINE_FEED, RETURN, QUOTE] = [10, 13, 34];
/** What a byte means outside of quotes. */
const [PLAIN, DELIMITER, LINE_END] = [0, 1, 2];
const INCOMPLETE = -1;

/**
 * Finds the cells of CSV in its bytes, by the rules of CsvParser: a quote opens a text only at the start of a cell, two
 * quotes inside stand for one, what follows a closing quote is kept; lines end with \n, \r\n or \r; empty lines are left out.
 */
export class CsvScanner {
  readonly #delimiter: Buffer;
  readonly #meaning = new Uint8Array(256);
  #bounds = new Int32Array(4096);
  #used = 0;
  #width = 0;
  #line = 1;
  #afterReturn = false;
  #openQuote = 0;
  /** Of the row at hand: cells with quotes to take out, and line ends inside of quotes. */
  #odd: number[] = [];
  #linesInside = 0;

  constructor(delimiter: string) {
    this.#delimiter = Buffer.from(delimiter);
    this.#meaning[LINE_FEED] = LINE_END;
    this.#meaning[RETURN] = LINE_END;
    this.#meaning[this.#delimiter[0] ?? 0] = DELIMITER;
  }

  /** Where each cell of the last scan begins and ends; its rows are one after the other. */
  get bounds(): Int32Array {
    return this.#bounds;
  }

  /** Cells of a row: as many as the first one has. */
  get width(): number {
    return this.#width;
  }

  /** The line that the next row begins on (1-based). */
  get line(): number {
    return this.#line;
  }

  /** Finds the complete rows of a stretch of bytes, the first row of all alone; the byte after it is overwritten, quotes are taken out in place. */
  scan(bytes: Buffer, from: number, to: number): Scanned {
    bytes[to] = LINE_FEED;
    this.#used = 0;
    const most = this.#width === 0 ? 1 : Number.POSITIVE_INFINITY;
    let rows = 0;
    let at = from;
    while (at < to && rows < most) {
      const begun = this.#used;
      const line = this.#line;
      const next = this.#row(bytes, at, to);
      if (next === INCOMPLETE) break;
      const cells = (this.#used - begun) / 2;
      if (cells > 0 && cells !== this.#width) return { rows, end: at, ragged: { line, cells } };
      if (cells > 0) rows++;
      at = next;
    }
    return { rows, end: at };
  }

  /** The line of the quote that was still open where the last scan ended, in a row that begins at `from`. */
  quoteLine(bytes: Buffer, from: number): number {
    return this.#line + bytes.subarray(from, this.#openQuote).filter((byte) => byte === LINE_FEED).length;
  }

  /** One row or an empty line; where the next begins. */
  #row(bytes: Buffer, from: number, to: number): number {
    const isRest = this.#afterReturn && bytes[from] === LINE_FEED;
    this.#afterReturn = false;
    if (isRest) return from + 1;
    if (this.#meaning[bytes[from] ?? 0] === LINE_END) return this.#lineEnd(bytes, from);
    const begun = this.#used;
    let end = this.#cell(bytes, from, to);
    while (end < to && this.#meaning[bytes[end] ?? 0] === DELIMITER)
      end = this.#cell(bytes, end + this.#delimiter.length, to);
    if (end < to) return this.#rowEnd(bytes, begun, end);
    this.#used = begun;
    this.#odd = [];
    this.#linesInside = 0;
    return INCOMPLETE;
  }

  #rowEnd(bytes: Buffer, begun: number, end: number): number {
    if (this.#odd.length > 0) this.#takeQuotesOut(bytes);
    if (this.#width === 0) this.#width = (this.#used - begun) / 2;
    this.#line += this.#linesInside;
    this.#linesInside = 0;
    return this.#lineEnd(bytes, end);
  }

  #takeQuotesOut(bytes: Buffer): void {
    for (const cell of this.#odd)
      this.#bounds[cell + 1] = withoutQuotes(bytes, this.#bounds[cell] ?? 0, this.#bounds[cell + 1] ?? 0);
    this.#odd = [];
  }

  #lineEnd(bytes: Buffer, at: number): number {
    this.#afterReturn = bytes[at] === RETURN;
    this.#line++;
    return at + 1;
  }

  /** One cell; where it ends. */
  #cell(bytes: Buffer, start: number, to: number): number {
    if (bytes[start] === QUOTE && this.#meaning[QUOTE] === PLAIN) return this.#quoted(bytes, start, to);
    const end = this.#cellEnd(bytes, start);
    this.#add(start, end);
    return end;
  }

  #quoted(bytes: Buffer, start: number, to: number): number {
    let isOdd = false;
    let close = this.#closing(bytes, start + 1, to);
    for (; close < to && bytes[close + 1] === QUOTE; close = this.#closing(bytes, close + 2, to))
      isOdd = true;
    this.#openQuote = start;
    if (close >= to) return to;
    const end = this.#cellEnd(bytes, close + 1);
    if (isOdd || end > close + 1) {
      this.#odd.push(this.#used);
      this.#add(start, end);
    } else this.#add(start + 1, close);
    return end;
  }

  /** The next quote. */
  #closing(bytes: Buffer, from: number, to: number): number {
    let at = from;
    for (; at < to && bytes[at] !== QUOTE; at++) if (bytes[at] === LINE_FEED) this.#linesInside++;
    return at;
  }

  /** The next delimiter or line end; there is one, for a scan puts one after its stretch. */
  #cellEnd(bytes: Buffer, from: number): number {
    const meaning = this.#meaning;
    let at = from;
    for (;;) {
      while (meaning[bytes[at] ?? 0] === PLAIN) at++;
      if (this.#delimiter.length === 1 || meaning[bytes[at] ?? 0] === LINE_END) return at;
      if (bytes.subarray(at, at + this.#delimiter.length).equals(this.#delimiter)) return at;
      at++;
    }
  }

  #add(start: number, end: number): void {
    if (this.#used === this.#bounds.length) {
      const more = new Int32Array(this.#used * 2);
      more.set(this.#bounds);
      this.#bounds = more;
    }
    this.#bounds[this.#used++] = start;
    this.#bounds[this.#used++] = end;
  }
}

/** Takes the quotes out of a cell that begins with one, in place; its new end. */
function withoutQuotes(bytes: Buffer, start: number, end: number): number {
  let out = start;
  let isOpen = true;
  for (let at = start + 1; at < end; at++) {
    const isQuote = isOpen && bytes[at] === QUOTE;
    const isDoubled = isQuote && bytes[at + 1] === QUOTE;
    if (isDoubled) at++;
    if (isQuote && !isDoubled) isOpen = false;
    else bytes[out++] = bytes[at] ?? 0;
  }
  return out;
}
