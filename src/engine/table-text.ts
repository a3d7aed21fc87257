import type { Cell, QueryResult } from '../adapter/index.ts';

/** Longest text of a cell and most columns of a table, as dbt's printer has it. */
const WIDEST_CELL = 20;
const MOST_COLUMNS = 6;
const MISSING = '...';

/** A column ready to be printed. */
interface Printed {
  readonly name: string;
  readonly cells: readonly string[];
  readonly width: number;
  readonly right: boolean;
}

/** A result as a table between bars; long texts and more than six columns are cut, as dbt does. */
export function tableText({ columns, rows }: QueryResult): string {
  const shown = columns.slice(0, MOST_COLUMNS).map(({ name }, i) =>
    printed(
      name,
      rows.map((row) => row[i] ?? null),
    ),
  );
  const all = columns.length > MOST_COLUMNS ? [...shown, more(rows.length)] : shown;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const header = line(all.map((column) => column.name.padEnd(column.width)));
  const rule = line(all.map((column) => '-'.repeat(column.width)));
  const body = rows.map((_, i) => line(all.map((column) => aligned(column, i))));
  return [header, rule, ...body, ''].join('\n');
}

function aligned({ cells, width, right }: Printed, row: number): string {
  const text = cells[row] ?? '';
  return right ? text.padStart(width) : text.padEnd(width);
}

function printed(name: string, values: readonly Cell[]): Printed {
  const places = Math.max(0, ...values.map((value) => decimalsOf(value)));
  const cells = values.map((value) => clip(cellText(value, places)));
  const header = clip(name);
  const right = values.length > 0 && values.every((value) => typeof value !== 'string' && !isOther(value));
  return { name: header, cells, width: widest([header, ...cells]), right };
}

const more = (rows: number): Printed => ({
  name: MISSING,
  cells: Array.from({ length: rows }, () => MISSING),
  width: MISSING.length,
  right: false,
});

const widest = (texts: readonly string[]): number =>
  texts.reduce((most, text) => Math.max(most, text.length), 0);

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
