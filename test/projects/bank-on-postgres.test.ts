import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell } from '../../src/adapter/index.ts';
import { openEngine } from '../../src/engine/index.ts';
import { committedFiles } from '../support/committed.ts';
import { testDatabase } from '../support/postgres.ts';
import { project, type TestProject } from '../support/project.ts';

const PARTS = ['project.yml', 'models', 'macros/bank', 'test/bank'];

/** The tables of the bank in both warehouses: rows as texts, by schema and name. */
type Tables = ReadonlyMap<string, readonly string[]>;

const LIST = `select table_schema, table_name from information_schema.tables
  where table_schema like '%\\_seeds' escape '\\' or table_schema like '%\\_staging' escape '\\'
    or table_schema like '%\\_intermediate' escape '\\' or table_schema like '%\\_reports' escape '\\'`;

let embedded: Tables;
let server: Tables;
const projects: TestProject[] = [];

beforeAll(async () => {
  const database = await testDatabase();
  const { host, port, user, password, dbname } = database.target;
  const env = { PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: password, PGDATABASE: dbname };
  embedded = await tablesOf({ target: 'dev' });
  server = await tablesOf({ target: 'postgres', env });
});
afterAll(() => {
  for (const one of projects) one.remove();
});

async function tablesOf(settings: { target: string; env?: Record<string, string> }): Promise<Tables> {
  const bank = await project(committedFiles('.', PARTS), settings);
  projects.push(bank);
  const { exitCode } = await bank.build();
  expect([exitCode, bank.problems]).toEqual([0, []]);
  const engine = await openEngine({ env: {}, ...settings, projectDir: bank.root, cwd: bank.root });
  const connection = await (await engine.warehouse()).connect();
  const tables = new Map<string, readonly string[]>();
  for (const [schema, name] of (await connection.query(LIST)).rows) {
    const { columns, rows } = await connection.query(`select * from ${String(schema)}.${String(name)}`);
    const order = columns
      .map((column, at) => ({ name: column.name, at }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const texts = rows.map((row) =>
      order.map(({ name: label, at }) => `${label}=${shown(row[at] ?? null)}`).join(' · '),
    );
    tables.set(`${String(schema).replace(/^[^_]*_/, '')}.${String(name)}`, texts.sort());
  }
  await engine.close();
  return tables;
}

/** A value as both warehouses mean it: whole and decimal numbers digit by digit, whatever their type is called. */
function shown(cell: Cell): string {
  if (cell === null || typeof cell !== 'object') return number(String(cell));
  if (cell.kind === 'float') return number(String(cell.value));
  if (cell.kind === 'timestamp') return cell.text.replace(/\.0+(?=$|\+)/, '');
  return cell.kind === 'decimal' ? number(cell.text) : cell.text;
}

const number = (text: string): string => (/^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text);

test('the bank has the same tables in both', () => {
  expect([...server.keys()].sort()).toEqual([...embedded.keys()].sort());
  expect(server.size).toBeGreaterThan(50);
});

test('every table has the same rows, with exact numbers', () => {
  const different = [...embedded].flatMap(([name, rows]) => {
    const others = server.get(name) ?? [];
    const at = rows.findIndex((row, index) => row !== others[index]);
    return rows.length === others.length && at < 0
      ? []
      : [`${name}: ${rows.length} and ${others.length} rows\n  ${rows[at]}\n  ${others[at]}`];
  });
  expect(different).toEqual([]);
});
