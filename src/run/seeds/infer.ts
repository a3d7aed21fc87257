import type { SeedType } from '../../adapter/index.ts';
import { seedNumber } from './decimal.ts';
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
});

/** Finds a column's type from all of its cells, one by one; `text` when the author named a type. */
export class ColumnTester {
  readonly #name: string;
  #open: Kind[];
  #whole = true;
  #empty = true;

  constructor(name: string, forced: boolean) {
    this.#name = name;
    this.#open = forced ? [] : [...KINDS];
    if (forced) this.#empty = false;
  }

  /** Takes one more cell into account. */
  see(cell: string): void {
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
    if (kind === 'text') return { name, type: 'text', convert: (cell) => (isNull(cell) ? null : cell) };
    const convert = CONVERT[kind];
    return {
      name,
      type: this.#typeOf(kind),
      convert: (cell) => (isNull(cell) ? null : (convert(cell.trim()) ?? cell)),
    };
  }

  #typeOf(kind: Kind): SeedType {
    if (kind === 'number') return this.#whole ? 'integer' : 'number';
    return kind === 'iso' ? 'timestamp' : kind;
  }
}

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
