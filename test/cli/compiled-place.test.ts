import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

test('a run ends with where its SQL is, in front of the last line', async () => {
  const p = await project({
    'models/eph.sql': "{{ config(materialized='ephemeral') }} select 1 as id",
    'models/a.sql': "select * from {{ ref('eph') }}",
  });
  const { stdout } = await p.cli(['run']);
  const [place, done] = stdout.trimEnd().split('\n').slice(-2);
  expect(place).toMatch(/ {2}Compiled SQL is in target\/compiled\/test$/);
  expect(done).toContain('Done. PASS=1');
  expect(p.exists('target/compiled/test/models/a.sql')).toBe(true);
  // What went into other models is there to be read, too.
  expect(p.read('target/compiled/test/models/eph.sql')).toContain('select 1 as id');
  expect(p.exists('target/run/test/models/eph.sql')).toBe(false);
});

test('each failure names its compiled SQL', async () => {
  const p = await project({ 'models/a.sql': 'select * from nowhere' });
  const { stdout } = await p.cli(['run']);
  const path = /compiled code at (\S+)/.exec(stdout)?.[1] ?? '';
  expect(p.read(path)).toBe('select * from nowhere');
});

test('seeds have no SQL, and quiet says nothing', async () => {
  const p = await project({ 'seeds/s.csv': 'id\n1\n', 'models/a.sql': 'select 1 as id' });
  expect((await p.cli(['seed'])).stdout).not.toContain('Compiled SQL');
  expect((await p.cli(['run', '--quiet'])).stdout).toBe('');
});

test('lines of JSON are those of dbt alone', async () => {
  const p = await project({ 'models/a.sql': 'select 1 as id' });
  const { stdout } = await p.cli(['run', '--log-format', 'json']);
  const names = stdout
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { info: { name: string } }).info.name);
  expect(names.slice(-3)).toEqual(['EndOfRunSummary', 'Formatting', 'StatsLine']);
});
