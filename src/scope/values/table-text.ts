import type { Value } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
import { PyDecimal } from './decimal.ts';
import { fixedText, shortest } from './decimal-digits.ts';
import type { TableData } from './table.ts';

/** How much of a table is shown. */
export interface TableLimits {
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxWidth: number;
}

/** Decimal places that print_table() shows at most. */
const MOST_PLACES = 3;

/** A table as agate's print_table() draws it: a Markdown table, numbers to the right. */
export function printTable(data: TableData, limits: TableLimits): string {
  const count = Math.min(data.names.length, limits.maxColumns);
  const more = count < data.names.length;
  const cut = (text: string): string =>
    text.length > limits.maxWidth ? `${text.slice(0, limits.maxWidth - 3)}...` : text;
  const head = [...data.names.slice(0, count).map(cut), ...(more ? ['...'] : [])];
  const rows = data.rows.slice(0, limits.maxRows);
  const places = head.map((_, at) => placesOf(rows.map((row) => row[at] ?? null)));
  const body = rows.map((row) =>
    head.map((_, at) => (at < count ? cut(cellText(row[at] ?? null, places[at] ?? 0)) : '...')),
  );
  if (rows.length < data.rows.length) body.push(head.map(() => '...'));
  const widths = head.map((name, at) => Math.max(name.length, ...body.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `|${cells.map((cell, at) => ` ${pad(data, cell, at, widths)} `).join('|')}|`;
  const divider = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), divider, ...body.map(line)].join('\n');
}

const pad = (data: TableData, cell: string, at: number, widths: readonly number[]): string =>
  data.kinds[at] === 'Text' ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);

/** Decimal places that are needed to show every number of a column. */
const placesOf = (values: readonly Value[]): number =>
  Math.max(0, ...values.map((value) => (value instanceof PyDecimal ? -shortest(value.digits).exponent : 0)));

function cellText(value: Value, places: number): string {
  if (value === null) return '';
  if (!(value instanceof PyDecimal)) return str(value);
  const shown = Math.min(places, MOST_PLACES);
  const [whole = '', fraction] = fixedText(value.digits, shown).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`}${places > MOST_PLACES ? '…' : ''}`;
}

/** A table printed by itself: names and types of its columns. */
export function dumpTable({ names, kinds }: TableData): string {
  const width = Math.max(6, ...names.map((name) => name.length));
  const type = Math.max(9, ...kinds.map((kind) => kind.length));
  const line = (name: string, kind: string): string => `| ${name.padEnd(width)} | ${kind.padEnd(type)} |`;
  return [
    line('column', 'data_type'),
    `| ${'-'.repeat(width)} | ${'-'.repeat(type)} |`,
    ...names.map((name, at) => line(name, kinds[at] ?? '')),
  ].join('\n');
}
