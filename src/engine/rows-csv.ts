import type { Cell, QueryResult } from '../adapter/index.ts';

/** The line of a CSV file that names the columns. */
export const csvHeader = ({ columns }: Pick<QueryResult, 'columns'>): string =>
  columns.map(({ name }) => field(name)).join(',');

/** Rows as lines of a CSV file, values exact: nothing between commas is null, two quotes are an empty text. */
export const csvLines = (rows: QueryResult['rows']): string[] =>
  rows.map((row) => row.map((cell) => (cell === null ? '' : field(cellText(cell)))).join(','));

function cellText(cell: Exclude<Cell, null>): string {
  if (typeof cell !== 'object') return String(cell);
  return cell.kind === 'float' ? String(cell.value) : cell.text;
}

const field = (text: string): string =>
  text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
