import type { JsonObject } from '../../core/json.ts';
import { givenSql } from './input-sql.ts';
import { queryColumns } from './query-columns.ts';
import { checkColumns, wrongColumn } from './rows.ts';
import { hasColumn, type Scene, sameColumn, type TypedColumn } from './scene.ts';

/** What the materialization of a unit test needs to know of what is expected, as its config. */
export async function expectedConfig(scene: Scene, actual: readonly TypedColumn[]): Promise<JsonObject> {
  const { rows } = scene.test.expect;
  const types = Object.fromEntries(actual.map(({ name, type }) => [name, type]));
  if (typeof rows === 'string') {
    const sql = await givenSql(scene, rows);
    const columns = await comparedColumns(scene, actual, sql);
    return { expected_rows: [], expected_sql: sql, expected_columns: columns, actual_columns: types };
  }
  const list = rows ?? [];
  checkColumns(scene, { part: 'expect', name: NAME, rows: list }, actual);
  const named = actual.filter(({ name }) =>
    list.some((row) => Object.keys(row).some((one) => sameColumn(one, name))),
  );
  const columns = (named.length > 0 ? named : actual).map(({ name }) => name);
  return { expected_rows: list, expected_sql: null, expected_columns: columns, actual_columns: types };
}

const NAME = 'expected output';

/** The columns that the expected query returns: only these are compared. */
async function comparedColumns(
  scene: Scene,
  actual: readonly TypedColumn[],
  sql: string,
): Promise<readonly string[]> {
  const expected = await queryColumns(scene.runtime, sql, scene.session);
  const stray = expected.find(({ name }) => !hasColumn(actual, name));
  if (stray) throw wrongColumn(scene, { part: 'expect', name: NAME }, stray.name, actual);
  return actual.map(({ name }) => name).filter((name) => hasColumn(expected, name));
}
