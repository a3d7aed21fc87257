import type { Cell, QueryResult } from '../adapter/index.ts';

/** Longest text of a cell and most columns of a table, as dbt's printer has it. */
const WIDEST_CELL = 20;
const MOST_COLUMNS = 6;
const MISSING = '...';

type Rows = Pick<QueryResult, 'columns' | 'rows'>;

/** How a column is printed. */
interface Printed {
  readonly name: string;
  readonly width: number;
  readonly right: boolean;
  text(cell: Cell): string;
}

/** A result as a table between bars; long texts and more than six columns are cut, as dbt does. */
export function tableText(result: Rows): string {
  const table = tableOf(result);
  return [...table.head, ...result.rows.map(table.line), ''].join('\n');
}

/** How a table is printed whose first rows are these: the lines above them, and the line of a row. */
export function tableOf({ columns, rows }: Rows): {
  readonly head: readonly string[];
  line(row: readonly Cell[]): string;
} {
  const shown = columns.slice(0, MOST_COLUMNS).map(({ name }, i) =>
    printed(
      name,
      rows.map((row) => row[i] ?? null),
    ),
  );
  const all = columns.length > MOST_COLUMNS ? [...shown, MORE] : shown;
  const bars = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  return {
    head: [
      bars(all.map(({ name, width }) => name.padEnd(width))),
      bars(all.map(({ width }) => '-'.repeat(width))),
    ],
    line: (row) => bars(all.map((column, i) => aligned(column, row[i] ?? null))),
  };
}

function aligned({ text, width, right }: Printed, cell: Cell): string {
  return right ? text(cell).padStart(width) : text(cell).padEnd(width);
}

function printed(name: string, values: readonly Cell[]): Printed {
  const places = values.reduce<number>((most, value) => Math.max(most, decimalsOf(value)), 0);
  const text = (cell: Cell): string => clip(cellText(cell, places));
  const header = clip(name);
  const right = values.length > 0 && values.every((value) => typeof value !== 'string' && !isOther(value));
  const width = values.reduce<number>((most, value) => Math.max(most, text(value).length), header.length);
  return { name: header, width, right, text };
}

const MORE: Printed = { name: MISSING, width: MISSING.length, right: false, text: () => MISSING };

const isOther = (cell: Cell): boolean => typeof cell === 'object' && cell !== null && cell.kind === 'other';

const clip = (text: string): string =>
  text.length > WIDEST_CELL ? `${text.slice(0, WIDEST_CELL - MISSING.length)}${MISSING}` : text;

/** Numbers of a column all show as many decimals as the longest needs, and commas between thousands. */
function cellText(cell: Cell, places: number): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  const digits = numberText(cell);
  if (digits !== undefined) return grouped(digits, places);
  if (typeof cell !== 'object') return String(cell);
  if (cell.kind === 'float') return String(cell.value);
  return cell.kind === 'timestamp' ? cell.text.replace('T', ' ') : cell.text;
}

/** The plain decimal digits of a number; undefined for anything else, and for numbers that have none. */
function numberText(cell: Cell): string | undefined {
  if (typeof cell === 'number' || typeof cell === 'bigint') return plain(String(cell));
  if (typeof cell !== 'object' || cell === null) return undefined;
  if (cell.kind === 'decimal')
    return plain(cell.text.includes('.') ? cell.text.replace(/\.?0+$/, '') : cell.text);
  return cell.kind === 'float' ? plain(String(cell.value)) : undefined;
}

const plain = (text: string): string | undefined => (/^-?\d+(\.\d+)?$/.test(text) ? text : undefined);

const decimalsOf = (cell: Cell): number => numberText(cell)?.split('.')[1]?.length ?? 0;

function grouped(digits: string, places: number): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return places === 0 ? thousands : `${thousands}.${fraction.padEnd(places, '0')}`;
}
