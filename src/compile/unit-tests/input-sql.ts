import { failure } from '../../core/diagnostic.ts';
import type { FixtureRow } from '../../manifest/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { relationNameOf } from '../relation-name.ts';
import { isPlain, renderAtRunTime } from '../render.ts';
import { describedColumns } from './declared-columns.ts';
import { fixtureSql } from './fixture-sql.ts';
import { guessedColumns } from './guessed-columns.ts';
import type { Input } from './inputs.ts';
import type { ColumnFinder } from './known-columns.ts';
import { checkColumns, placeOf, strayColumn } from './rows.ts';
import type { Scene, TypedColumn } from './scene.ts';

/** The query that stands for an input: its rows with the types of its columns, or the SQL that was given. Rejects with TsdbtError. */
export async function inputSql(scene: Scene, finder: ColumnFinder, input: Input): Promise<string> {
  const { rows } = input.given;
  if (typeof rows === 'string') return givenSql(scene, rows);
  const columns = await columnsFor(scene, finder, input, rows ?? []);
  return fixtureSql(scene.runtime, input.parent, rows ?? [], columns, scene.session);
}

/** SQL as it was given, rendered in the scope of the model; a semicolon at its end would not fit into a CTE. */
export async function givenSql({ runtime, session, test, tested }: Scene, sql: string): Promise<string> {
  const plain = sql.replace(/;\s*$/, '');
  if (isPlain(plain)) return plain;
  const template = parseTemplate(plain, { file: test.original_file_path });
  const { package_name: packageName } = tested;
  return (await renderAtRunTime(runtime, { template, node: tested, packageName, session })).text;
}

async function columnsFor(
  scene: Scene,
  finder: ColumnFinder,
  input: Input,
  rows: readonly FixtureRow[],
): Promise<readonly TypedColumn[]> {
  const { parent } = input;
  const known = await finder.find(parent);
  if (known === null) return guessedFor(scene, input, rows);
  if (strayColumn(rows, known) === null) return known;
  // A relation may be older than its model.
  const newer = await finder.byDefinition(parent);
  if (newer !== null && strayColumn(rows, newer) === null) return newer;
  checkColumns(scene, { part: input.index, name: `'${parent.name}'`, rows }, known);
  return known;
}

function guessedFor(scene: Scene, input: Input, rows: readonly FixtureRow[]): readonly TypedColumn[] {
  const { runtime, test } = scene;
  const { parent } = input;
  const columns = guessedColumns(describedColumns(parent), rows, runtime.adapter.types);
  if (columns.length > 0) return columns;
  const relation = relationNameOf(runtime, parent);
  const message = `Not able to get columns for unit test '${test.name}' from relation ${relation} because the relation doesn't exist`;
  const help = 'describe its columns with their data_type in the properties, or give a row that names them';
  throw failure('TD223', message, { ...placeOf(scene, input.index), help });
}
