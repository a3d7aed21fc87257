import type { Cell, QueryResult } from '../../adapter/index.ts';
import { fromHost, PyFloat, toHost, type Value } from '../../template/index.ts';
import { floatText, str } from '../../template/python/print.ts';
import { PyDecimal } from './decimal.ts';
import { dumpJson } from './json.ts';
import { dateValue, timestampValue } from './moments.ts';
import { type Print, TableValue } from './table.ts';

/** What a column of a result holds, by agate's names. */
export type ColumnKind = 'Integer' | 'Number' | 'Boolean' | 'Date' | 'DateTime' | 'Text';

/** The result of a statement as dbt's table: each column has one type, found from its values. */
export function resultTable(result: QueryResult, print?: Print): TableValue {
  const kinds = result.columns.map((_, at) => kindOf(result.rows.map((row) => row[at] ?? null)));
  const names = uniqueNames(result.columns.map((column) => column.name));
  const rows = result.rows.map((row) => kinds.map((kind, at) => cellValue(row[at] ?? null, kind)));
  return new TableValue({ names, kinds, rows }, print, result);
}

/** A second `id` becomes `id_2`, as in dbt. */
function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
}

/** The first of dbt's types that fits every value; any text makes the column text. */
function kindOf(cells: readonly Cell[]): ColumnKind {
  const kinds = new Set(cells.filter((cell) => cell !== null).map(kindOfCell));
  const [only = 'Integer'] = kinds;
  if (kinds.size <= 1) return only;
  return [...kinds].every((kind) => kind === 'Integer' || kind === 'Number') ? 'Number' : 'Text';
}

function kindOfCell(cell: Exclude<Cell, null>): ColumnKind {
  if (typeof cell === 'boolean') return 'Boolean';
  if (typeof cell === 'bigint') return 'Integer';
  if (typeof cell === 'number') return Number.isInteger(cell) ? 'Integer' : 'Number';
  if (typeof cell === 'string') return 'Text';
  if (cell.kind === 'decimal' || cell.kind === 'float') return 'Number';
  if (cell.kind === 'date') return 'Date';
  return cell.kind === 'timestamp' ? 'DateTime' : 'Text';
}

function cellValue(cell: Cell, kind: ColumnKind): Value {
  if (cell === null) return null;
  if (kind === 'Number') return numberValue(cell);
  if (kind === 'Text') return cellText(cell);
  if (typeof cell === 'bigint') return int(cell);
  if (typeof cell !== 'object') return cell;
  if (cell.kind === 'date') return dateValue(cell.text);
  if (cell.kind === 'timestamp') return timestampValue(cell.text);
  return cellText(cell);
}

const int = (value: bigint): Value => {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
};

/** agate makes a Decimal of every number in a column of numbers. */
function numberValue(cell: Cell): Value {
  if (typeof cell === 'bigint' || (typeof cell === 'number' && Number.isInteger(cell)))
    return PyDecimal.parse(String(cell));
  if (typeof cell === 'number') return fromFloat(cell);
  if (typeof cell === 'object' && cell?.kind === 'decimal') return PyDecimal.parse(cell.text);
  return typeof cell === 'object' && cell?.kind === 'float' ? fromFloat(cell.value) : cellText(cell);
}

const fromFloat = (value: number): Value =>
  Number.isFinite(value) ? PyDecimal.parse(floatText(value)) : new PyFloat(value);

function cellText(cell: Cell): Value {
  if (cell === null || typeof cell === 'string') return cell;
  if (typeof cell !== 'object') return str(cell);
  if (cell.kind === 'float') return floatText(cell.value);
  if (cell.kind === 'date') return str(dateValue(cell.text));
  if (cell.kind === 'timestamp') return str(timestampValue(cell.text));
  return cell.kind === 'other' && isContainer(cell.data) ? dumpJson(fromHost(cell.data)) : cell.text;
}

const isContainer = (data: unknown): boolean => typeof data === 'object' && data !== null;

/** A cell as plain data for JSON and logs: decimals and long integers as text where a number would lose digits. */
export function cellData(cell: Cell): unknown {
  return toHost(cellValue(cell, cell === null ? 'Text' : kindOfCell(cell)));
}
