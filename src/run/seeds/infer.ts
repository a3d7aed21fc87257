import type { RowBlock, SeedType } from '../../adapter/index.ts';
import { seedNumber } from './decimal.ts';
import { PLAIN, plainKind } from './plain.ts';
import { isoTimestamp, seedDate, seedTimestamp } from './timestamps.ts';

/** What a column may still be, in dbt's order of preference. */
const KINDS = ['number', 'date', 'timestamp', 'iso', 'boolean'] as const;
type Kind = (typeof KINDS)[number];

/** A column's type and the way its cells are brought into shape. */
export interface SeedColumn {
  readonly name: string;
  readonly type: SeedType;
  /** The cell as the warehouse gets it; null: NULL. */
  convert(cell: string): string | null;
  /** True only for bytes that `convert` would leave as they are. */
  isKept(bytes: Buffer, start: number, end: number): boolean;
}

/** True for what dbt reads as NULL in every seed: nothing, or the word null. */
export const isNull = (cell: string): boolean => {
  const text = cell.trim();
  return text === '' || (text.length === 4 && text.toLowerCase() === 'null');
};

/** A column of text whose cells stay as they are: only nothing at all is NULL. */
export const asWritten = (column: SeedColumn): SeedColumn => ({
  ...column,
  convert: (cell) => (cell === '' ? null : cell),
  isKept: isFilled,
});

const isFilled: SeedColumn['isKept'] = (_bytes, start, end) => start < end;

/** Finds a column's type from all of its cells, one by one; `text` when the author named a type. */
export class ColumnTester {
  readonly #name: string;
  #open: Kind[];
  #whole = true;
  #empty = true;
  /** All cells so far were plain or empty. */
  #plain = true;

  constructor(name: string, forced: boolean) {
    this.#name = name;
    this.#open = forced ? [] : [...KINDS];
    if (forced) this.#empty = false;
  }

  /** Takes the cells of a block into account. */
  seeBlock({ rows, width, bytes, bounds }: RowBlock, column: number): void {
    let seen = 0;
    for (let at = 2 * column; at < 2 * width * rows && this.#open.length > 0; at += 2 * width) {
      const start = bounds[at] ?? 0;
      const end = bounds[at + 1] ?? 0;
      if (start === end) continue;
      const kind = plainKind(bytes, start, end);
      if (kind === PLAIN.odd) this.see(bytes.toString('utf8', start, end));
      else seen |= kind;
    }
    if (seen !== 0) this.#seePlain(seen);
  }

  /** A plain cell is of one kind only. */
  #seePlain(seen: number): void {
    this.#empty = false;
    if ((seen & PLAIN.decimal) !== 0) this.#whole = false;
    this.#open = this.#open.filter((kind) => (seen & ~PLAIN_KINDS[kind]) === 0);
  }

  /** Takes one more cell into account. */
  see(cell: string): void {
    this.#plain = false;
    if (this.#open.length === 0 || isNull(cell)) return;
    this.#empty = false;
    const text = cell.trim();
    this.#open = this.#open.filter((kind) => this.#fits(kind, text));
  }

  #fits(kind: Kind, text: string): boolean {
    if (kind !== 'number') return CONVERT[kind](text) !== null;
    const number = seedNumber(text);
    if (number !== null && !number.whole) this.#whole = false;
    return number !== null;
  }

  /** The type that fits every cell seen. A column without any value is of integers, as in dbt. */
  column(): SeedColumn {
    const kind: Kind | 'text' = this.#empty ? 'number' : (this.#open[0] ?? 'text');
    const name = this.#name;
    if (kind === 'text')
      return { name, type: 'text', convert: (cell) => (isNull(cell) ? null : cell), isKept: isText };
    const convert = CONVERT[kind];
    const plain = PLAIN_KINDS[kind];
    return {
      name,
      type: this.#typeOf(kind),
      convert: (cell) => (isNull(cell) ? null : (convert(cell.trim()) ?? cell)),
      isKept: this.#plain ? isFilled : (bytes, start, end) => (plainKind(bytes, start, end) & plain) !== 0,
    };
  }

  #typeOf(kind: Kind): SeedType {
    if (kind === 'number') return this.#whole ? 'integer' : 'number';
    return kind === 'iso' ? 'timestamp' : kind;
  }
}

/** What plain cells each kind takes. */
const PLAIN_KINDS: Readonly<Record<Kind, number>> = {
  number: PLAIN.integer | PLAIN.decimal,
  date: PLAIN.date,
  timestamp: PLAIN.timestamp,
  iso: 0,
  boolean: PLAIN.boolean,
};

/** A text that begins visibly and is not the word null. */
function isText(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[start] ?? 0;
  if (start === end || !isVisible(first)) return false;
  return (first | 0x20) !== LETTER_N || (end - start > 4 && isVisible(bytes[end - 1]));
}

const LETTER_N = 110;

/** A letter or sign of ASCII. */
const isVisible = (byte = 0): boolean => byte > 0x20 && byte < 0x7f;

const CONVERT: Readonly<Record<Kind, (text: string) => string | null>> = {
  number: (text) => seedNumber(text)?.text ?? null,
  date: seedDate,
  timestamp: seedTimestamp,
  iso: isoTimestamp,
  boolean: (text) => {
    const word = text.replaceAll(',', '').trim().toLowerCase();
    return word === 'true' || word === 'false' ? word : null;
  },
};
