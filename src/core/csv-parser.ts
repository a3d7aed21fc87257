/** A row of a CSV file and the line it begins on (1-based). */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A text that never ends: its opening quote's line. */
export interface OpenQuote {
  readonly line: number;
}

/**
 * Reads CSV piece by piece as Python's csv module does: a quote opens a text only at the start of a cell, two quotes
 * inside stand for one, what follows a closing quote is kept; lines end with \n, \r\n or \r; empty lines are left out.
 */
export class CsvParser {
  readonly #delimiter: string;
  #state: 'start' | 'plain' | 'quoted' | 'quote' = 'start';
  #cell = '';
  #cells: string[] = [];
  #line = 1;
  #rowLine = 1;
  #quoteLine = 1;
  #afterReturn = false;
  #rows: CsvRow[] = [];

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Takes the next piece of the text and gives the rows that are complete. */
  write(text: string): CsvRow[] {
    let at = 0;
    while (at < text.length)
      at = this.#state === 'quoted' ? this.#inQuotes(text, at) : this.#outside(text, at);
    return this.#taken();
  }

  /** The last row, where no line end follows it; or the quote that was never closed. */
  end(): CsvRow[] | OpenQuote {
    if (this.#state === 'quoted') return { line: this.#quoteLine };
    if (this.#state !== 'start' || this.#cells.length > 0) this.#endRow();
    return this.#taken();
  }

  #taken(): CsvRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  #inQuotes(text: string, at: number): number {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    this.#cell += text.slice(at, end);
    for (let i = at; i < end; i++) if (text.charCodeAt(i) === 10) this.#line++;
    if (quote < 0) return end;
    this.#state = 'quote';
    return end + 1;
  }

  #outside(text: string, at: number): number {
    const letter = text.charAt(at);
    if (this.#afterReturn) {
      this.#afterReturn = false;
      if (letter === '\n') return at + 1;
    }
    if (letter === this.#delimiter) this.#endCell();
    else if (letter === '\n' || letter === '\r') this.#endLine(letter);
    else if (letter === '"' && this.#state !== 'plain') this.#quote();
    else return this.#plain(text, at);
    return at + 1;
  }

  /** A quote at the start of a cell opens it; one right after a closing quote stands for itself. */
  #quote(): void {
    if (this.#state === 'quote') this.#cell += '"';
    else this.#quoteLine = this.#line;
    this.#state = 'quoted';
  }

  #plain(text: string, at: number): number {
    let end = at + 1;
    while (end < text.length && !this.#isSpecial(text.charAt(end))) end++;
    this.#cell += text.slice(at, end);
    this.#state = 'plain';
    return end;
  }

  #isSpecial(letter: string): boolean {
    return letter === this.#delimiter || letter === '\n' || letter === '\r';
  }

  #endLine(letter: string): void {
    this.#afterReturn = letter === '\r';
    if (this.#state !== 'start' || this.#cells.length > 0) this.#endRow();
    this.#line++;
    this.#rowLine = this.#line;
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = '';
    this.#state = 'start';
  }

  #endRow(): void {
    this.#endCell();
    this.#rows.push({ line: this.#rowLine, cells: this.#cells });
    this.#cells = [];
  }
}
