import { failure, type Span } from '../../core/diagnostic.ts';
import { didYouMean } from '../../core/similar.ts';
import { type FixtureRow, rowPlace, rowsPlace } from '../../manifest/index.ts';
import { hasColumn, type Scene, type TypedColumn } from './scene.ts';

/** Rows of a unit test: of an input by its number, or those that are expected. */
export interface RowsOf {
  readonly part: number | 'expect';
  /** How messages call it: `'stg_users'` or `expected output`. */
  readonly name: string;
  readonly rows: readonly FixtureRow[];
}

/** The first name in the rows that is no column, and the row it stands in. */
export function strayColumn(
  rows: readonly FixtureRow[],
  columns: readonly TypedColumn[],
): { readonly name: string; readonly row: number } | null {
  for (const [row, values] of rows.entries()) {
    const name = Object.keys(values).find((one) => !hasColumn(columns, one));
    if (name !== undefined) return { name, row };
  }
  return null;
}

/** Throws TD223, in dbt's words, at the row that names what is no column. */
export function checkColumns(
  scene: Scene,
  { part, name, rows }: RowsOf,
  columns: readonly TypedColumn[],
): void {
  const stray = strayColumn(rows, columns);
  if (stray === null) return;
  throw wrongColumn(scene, { part, name, row: stray.row }, stray.name, columns);
}

/** TD223 for a name that is no column. */
export function wrongColumn(
  scene: Scene,
  { part, name, row }: { readonly part: number | 'expect'; readonly name: string; readonly row?: number },
  column: string,
  columns: readonly TypedColumn[],
): Error {
  const names = columns.map((one) => one.name);
  const list = names.map((one) => `'${one.toLowerCase()}'`).join(', ');
  const message = `Invalid column name: '${column.toLowerCase()}' in unit test fixture for ${name}.\nAccepted columns for ${name} are: [${list}]`;
  const help = didYouMean(column, names);
  return failure('TD223', message, { ...placeOf(scene, part, row), ...(help ? { help } : {}) });
}

/** Where the rows of a part, or one of them, stand. */
export function placeOf({ runtime, test }: Scene, part: number | 'expect', row?: number): { at?: Span } {
  const { places } = runtime.manifest;
  const own = row === undefined ? undefined : places.get(rowPlace(test.unique_id, part, row));
  const at = own ?? places.get(rowsPlace(test.unique_id, part));
  return at ? { at } : {};
}
