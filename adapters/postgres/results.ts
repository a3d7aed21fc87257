import type { Cell, QueryResult, ResultColumn } from '../../src/adapter/index.ts';
import { cellsOf } from './cells.ts';
import type { PgResult } from './client.ts';
import { isKnownType, typeNames } from './type-names.ts';

/** Texts stay texts in the driver: they are made values of here. */
export const TEXTS = { getTypeParser: () => (text: string) => text } as const;

/** The result of a statement, exact; `tag` is what the server said of it (`INSERT 0 5`). */
export function queryResult(
  result: PgResult,
  tag: string,
  names: ReadonlyMap<number, string>,
  options: { readonly fetch: boolean; readonly limit?: number | undefined },
): QueryResult {
  const rowsAffected = result.rowCount;
  const code = tag
    .split(' ')
    .filter((word) => !/^\d+$/.test(word))
    .join(' ');
  return {
    columns: columnsOf(result, names),
    rows: options.fetch ? cellRows(result, options.limit) : [],
    rowsAffected,
    message: tag,
    response: { _message: tag, code, rows_affected: rowsAffected ?? -1 },
  };
}

/** Names and types of a result's columns. */
export const columnsOf = (
  { fields }: PgResult,
  names: ReadonlyMap<number, string>,
): readonly ResultColumn[] =>
  fields.map(({ name, dataTypeID, dataTypeModifier }) => ({
    name,
    ...typeNames(dataTypeID, dataTypeModifier, names),
  }));

/** The numbers of types whose names only the server knows. */
export const unknownTypes = ({ fields }: PgResult): readonly number[] =>
  fields.map(({ dataTypeID }) => dataTypeID).filter((oid) => !isKnownType(oid));

/** Rows as cells; at most `limit` of them. */
export function cellRows({ fields, rows }: PgResult, limit?: number): readonly (readonly Cell[])[] {
  const converters = fields.map(({ dataTypeID }) => cellsOf(dataTypeID));
  const wanted = limit === undefined ? rows : rows.slice(0, limit);
  return wanted.map((row) =>
    converters.map((convert, at) => {
      const value = row[at];
      return typeof value === 'string' ? convert(value) : null;
    }),
  );
}
