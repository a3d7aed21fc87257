import type { QueryResult } from '../../adapter/index.ts';
import {
  hostFunction,
  PyDict,
  PyError,
  PyFloat,
  PyObject,
  PyTuple,
  type Value,
} from '../../template/index.ts';
import { equals, order, truthy } from '../../template/python/compare.ts';
import { isInt } from '../../template/python/numbers.ts';
import { str } from '../../template/python/print.ts';
import { isIterable, listOf } from '../../template/python/sequence.ts';
import { attributes } from './attributes.ts';
import type { ColumnKind } from './cells.ts';
import { ColumnTypeValue } from './column-type.ts';
import { dumpJson } from './json.ts';
import { NamedSequence } from './sequence.ts';
import { dumpTable, printTable } from './table-text.ts';

/** The data of a table. */
export interface TableData {
  readonly names: readonly string[];
  readonly kinds: readonly ColumnKind[];
  readonly rows: readonly (readonly Value[])[];
  /** How many rows there are, where the rows themselves are not at hand. */
  readonly count?: number;
}

/** Where print_table() prints. */
export type Print = (text: string) => void;

/** A result as templates see it: dbt's agate table, with the parts of it that projects use. */
export class TableValue extends PyObject {
  readonly typeName = 'Table';
  readonly data: TableData;
  readonly print: Print;
  /** What the warehouse returned, where the table is that. */
  readonly source: QueryResult | undefined;
  #rows: NamedSequence | undefined;
  #columns: NamedSequence | undefined;

  constructor(data: TableData, print: Print = () => {}, source?: QueryResult) {
    super();
    this.source = source;
    this.data = data;
    this.print = print;
  }
  get rows(): NamedSequence {
    const { names, rows, count } = this.data;
    this.#rows ??= new NamedSequence(
      'MappedSequence',
      [],
      rows.map((row) => new NamedSequence('Row', names, row)),
      undefined,
      count,
    );
    return this.#rows;
  }
  get columns(): NamedSequence {
    this.#columns ??= new NamedSequence(
      'MappedSequence',
      this.data.names,
      this.data.names.map((_, at) => column(this.data, at)),
    );
    return this.#columns;
  }
  override attribute(name: string): Value | undefined {
    return ATTRIBUTES.get(name)?.(this);
  }
  override item(key: Value): Value | undefined {
    return isInt(key) ? this.rows.item(key) : this.columns.item(key);
  }
  override iterate(): Iterable<Value> {
    return this.rows.values;
  }
  override length(): number {
    return this.data.count ?? this.data.rows.length;
  }
  str(): string {
    return dumpTable(this.data);
  }
}

const ATTRIBUTES = attributes<TableValue>({
  column_names: ({ data }) => new PyTuple(data.names),
  column_types: ({ data }) => new PyTuple(data.kinds.map((kind) => new ColumnTypeValue(kind))),
  columns: (table) => table.columns,
  rows: (table) => table.rows,
  print_table: (table) =>
    hostFunction(
      'print_table',
      ['max_rows?', 'max_columns?', '*rest', '**options'],
      (maxRows, maxColumns, _rest, options) =>
        shown(
          table,
          maxRows ?? options.get('max_rows'),
          maxColumns ?? options.get('max_columns'),
          options.get('max_column_width'),
        ),
    ),
  print_json: (table) => hostFunction('print_json', ['**options'], () => jsonPrinted(table)),
  select: (table) => hostFunction('select', ['key'], (key) => picked(table, wanted(table, key))),
  exclude: (table) => hostFunction('exclude', ['key'], (key) => excluded(table, key)),
  rename: (table) =>
    hostFunction('rename', ['column_names?', '*rest', '**options'], (names) => renamed(table, names ?? null)),
  limit: (table) =>
    hostFunction('limit', ['start_or_stop?', 'stop?', 'step?'], (start, stop) =>
      limited(table, start ?? null, stop ?? null),
    ),
  order_by: (table) =>
    hostFunction('order_by', ['key', 'reverse?'], (key, reverse) =>
      ordered(table, key, truthy(reverse ?? false)),
    ),
  distinct: (table) => hostFunction('distinct', ['key?'], (key) => distinct(table, key ?? null)),
  to_csv: (table) => hostFunction('to_csv', ['path?', '**options'], () => notWritten(table)),
  to_json: (table) => hostFunction('to_json', ['path?', '**options'], () => notWritten(table)),
});

const asCount = (value: Value | undefined, or: number): number =>
  value === null ? Number.POSITIVE_INFINITY : isInt(value ?? or) ? Number(value ?? or) : or;

function shown(table: TableValue, maxRows?: Value, maxColumns?: Value, width?: Value): null {
  table.print(
    printTable(table.data, {
      maxRows: asCount(maxRows, 20),
      maxColumns: asCount(maxColumns, 6),
      maxWidth: asCount(width, 20),
    }),
  );
  return null;
}

function jsonPrinted({ data, print }: TableValue): null {
  const rows = data.rows.map(
    (row) => new PyDict(data.names.map((name, at) => [name, plain(row[at] ?? null)] as const)),
  );
  print(dumpJson(rows));
  return null;
}

/** Numbers as JSON has them, everything else that JSON does not know as text. */
function plain(value: Value): Value {
  if (value instanceof PyObject) return value.float ? new PyFloat(value.float()) : value.str();
  return value;
}

function notWritten(_table: TableValue): never {
  throw new PyError(
    'NotImplementedError',
    'templates cannot write files here; use print_table(), or a seed or model',
    'TD307',
  );
}

function column(data: TableData, at: number): NamedSequence {
  const values = data.rows.map((row) => row[at] ?? null);
  const more = new Map<string, () => Value>([
    ['name', () => data.names[at] ?? null],
    ['data_type', () => new ColumnTypeValue(data.kinds[at] ?? 'Text')],
    ['values_distinct', () => hostFunction('values_distinct', [], () => new PyTuple(unique(values)))],
    [
      'values_without_nulls',
      () => hostFunction('values_without_nulls', [], () => new PyTuple(values.filter((v) => v !== null))),
    ],
    ['values_sorted', () => hostFunction('values_sorted', [], () => new PyTuple(inOrder(values)))],
  ]);
  return new NamedSequence('Column', [], values, (name) => more.get(name)?.());
}

const unique = (values: readonly Value[]): Value[] =>
  values.filter((value, at) => values.findIndex((other) => equals(value, other)) === at);

const inOrder = (values: readonly Value[]): Value[] => [...values].sort(nullsLast);

const nullsLast = (a: Value, b: Value): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return order(a, b);
};

function wanted({ data }: TableValue, key: Value): readonly number[] {
  const names = typeof key === 'string' ? [key] : isIterable(key) ? listOf(key) : [key];
  return names.map((name) => {
    const at = isInt(name) ? Number(name) : data.names.indexOf(str(name));
    if (at < 0 || at >= data.names.length) throw new PyError('KeyError', str(name));
    return at;
  });
}

function picked({ data, print }: TableValue, at: readonly number[]): TableValue {
  const names = at.map((one) => data.names[one] ?? '');
  const kinds = at.map((one) => data.kinds[one] ?? 'Text');
  return new TableValue(
    { names, kinds, rows: data.rows.map((row) => at.map((one) => row[one] ?? null)) },
    print,
  );
}

function excluded(table: TableValue, key: Value): TableValue {
  const out = new Set(wanted(table, key));
  return picked(
    table,
    table.data.names.map((_, at) => at).filter((at) => !out.has(at)),
  );
}

function renamed({ data, print }: TableValue, names: Value): TableValue {
  if (names === null) return new TableValue(data, print);
  const given =
    names instanceof PyDict ? data.names.map((name) => str(names.get(name) ?? name)) : listOf(names).map(str);
  return new TableValue({ ...data, names: given }, print);
}

function limited({ data, print }: TableValue, start: Value, stop: Value): TableValue {
  const [from, to] = stop === null ? [0, Number(start ?? data.rows.length)] : [Number(start), Number(stop)];
  return new TableValue({ ...data, rows: data.rows.slice(from, to) }, print);
}

function ordered(table: TableValue, key: Value, reverse: boolean): TableValue {
  const [at = 0] = wanted(table, key);
  const rows = [...table.data.rows].sort((a, b) => nullsLast(a[at] ?? null, b[at] ?? null));
  return new TableValue({ ...table.data, rows: reverse ? rows.reverse() : rows }, table.print);
}

function distinct(table: TableValue, key: Value): TableValue {
  const at = key === null ? table.data.names.map((_, one) => one) : wanted(table, key);
  const same = (a: readonly Value[], b: readonly Value[]): boolean =>
    at.every((one) => equals(a[one] ?? null, b[one] ?? null));
  const rows = table.data.rows.filter(
    (row, i) => table.data.rows.findIndex((other) => same(row, other)) === i,
  );
  return new TableValue({ ...table.data, rows }, table.print);
}

/** A table without rows and columns: what statements that fetch nothing give. */
export const emptyTable = (): TableValue => new TableValue({ names: [], kinds: [], rows: [] });
