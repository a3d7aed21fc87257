import { expect, test } from 'vitest';
import { testDatabase } from '../support/postgres.ts';
import { project, type TestProject } from '../support/project.ts';

const NUMBERS = `select i as id, 'n' || i as name from generate_series(1, 4500) as s (i) order by 1`;

const printed = async (one: TestProject, limit: number, output: 'json' | 'csv' | 'text'): Promise<string> => {
  const { output: lines } = await one.show({ inline: NUMBERS, limit, output });
  return lines.join('\n');
};

async function projects(): Promise<readonly TestProject[]> {
  const database = await testDatabase();
  return [await project({}), await project({ 'project.yml': database.projectYml() })];
}

test('many rows are printed in pieces that together are what is printed at once', async () => {
  for (const one of await projects()) {
    const all = JSON.parse(await printed(one, -1, 'json')).show;
    expect([all.length, all[0], all.at(-1)]).toEqual([
      4500,
      { id: 1, name: 'n1' },
      { id: 4500, name: 'n4500' },
    ]);
    const lines = (await printed(one, -1, 'csv')).split('\n');
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([4501, 'id,name', '4500,n4500']);
    const text = (await printed(one, 4400, 'text')).trimEnd().split('\n');
    expect(text.slice(0, 2)).toEqual(['Previewing inline node:', '| id    | name  |']);
    expect([text.length, text.at(-1)]).toEqual([4403, '| 4,400 | n4400 |']);
    const { output } = await one.show({ inline: NUMBERS, limit: -1, output: 'csv' });
    expect(output.length).toBeGreaterThan(1);
  }
});

test('many rows leave the log file alone', async () => {
  const one = await project({});
  const { stdout } = await one.cli(['show', '--inline', NUMBERS, '--limit', '-1', '--output', 'csv']);
  expect(stdout).toContain('\n4500,n4500\n');
  const log = one.read('logs/dbt.log');
  expect(log).toContain('generate_series(1, 4500)');
  expect(log).not.toContain('4500,n4500');
});

test('no rows at all have columns, however they are asked for', async () => {
  for (const one of await projects()) {
    for (const limit of [5, -1]) {
      const shown = async (output: 'json' | 'csv' | 'text') =>
        (await one.show({ inline: 'select 1 as id where false', limit, output })).output.join('\n');
      expect(JSON.parse(await shown('json'))).toEqual({ show: [] });
      expect(await shown('csv')).toBe('id');
      expect(await shown('text')).toContain('| id |');
    }
  }
});

test('CSV tells nulls, empty texts and quotes apart', async () => {
  const [one] = await projects();
  const { output } = (await one?.show({
    inline: `select null as n, '' as e, 'a "b", c' as q, true as t, 12345678901234567890.10::decimal(30, 2) as d`,
    output: 'csv',
  })) ?? { output: [] };
  expect(output).toEqual(['n,e,q,t,d\n,"","a ""b"", c",true,12345678901234567890.10']);
});

test('what a cursor cannot read is shown as well', async () => {
  const [, one] = await projects();
  for (const sql of [
    'show server_encoding',
    'create temp table t as select 1 as id; select * from t',
    `select ';' as id`,
  ]) {
    const ran = await one?.show({ inlineDirect: sql, limit: -1, output: 'csv' });
    expect([ran?.exitCode, ran?.output.join('\n').split('\n').length]).toEqual([0, 2]);
  }
});
