/** Time limits: of one node, of all nodes of a target, of the run. */
import { describe, expect, test } from 'vitest';
import { durationOf, shownDuration } from '../../src/core/duration.ts';
import { project } from '../support/project.ts';

const ENDLESS = 'select count(*) as n from range(1000000000000)';

test('a length of time is read and shown', () => {
  const texts = ['90s', '5m', '1h30m', 90, '90', '500ms', '0', '', 'soon', '5 minutes', null];
  expect(texts.map(durationOf)).toEqual([
    90,
    300,
    5400,
    90,
    90,
    0.5,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect([0.5, 45, 300, 5400].map(shownDuration)).toEqual(['0.5 s', '45 s', '5 min', '1 h 30 min']);
});

describe('timeout of a node', () => {
  test('its statement is cancelled, it is an error, and the run goes on', async () => {
    const p = await project({
      'models/a.sql': `{{ config(materialized='table', timeout='500ms') }} ${ENDLESS}`,
      'models/b.sql': "select * from {{ ref('a') }}",
      'models/c.sql': 'select 1 as id',
    });
    const ran = await p.run();
    expect(ran).toMatchObject({ exitCode: 1, statuses: { a: 'error', b: 'skipped', c: 'success' } });
    expect(p.diagnostics).toMatchObject([
      { code: 'TD513', message: 'timed out after 0.5 s: its statement was cancelled' },
    ]);
    expect((await p.retry()).statuses).toEqual({ a: 'error', b: 'skipped' });
  });

  test('of a whole target, less where a node says so', async () => {
    const p = await project({
      'project.yml':
        'name: test\nversion: "1.0"\nmodels: {test: {+timeout: "{{ none }}"}}\ntargets:\n  dev: {type: duckdb, path: x.duckdb, node_timeout: 500ms}\n',
      'models/a.sql': `{{ config(materialized='table') }} ${ENDLESS}`,
    });
    await p.run();
    expect(p.diagnostics).toMatchObject([{ code: 'TD513' }]);
  });

  test('a text that is none is an error of its place', async () => {
    const p = await project({ 'models/a.sql': "{{ config(timeout='soon') }} select 1 as id" });
    expect((await p.run()).statuses).toEqual({ a: 'error' });
    expect(p.diagnostics).toMatchObject([{ code: 'TD212' }]);
    p.write(
      'project.yml',
      'name: test\ntargets:\n  dev: {type: duckdb, path: x.duckdb, node_timeout: soon}\n',
    );
    expect((await p.run()).error?.first.code).toBe('TD108');
  });
});

test('the deadline of a run: what is running is cancelled, what is left is skipped, retry goes on', async () => {
  const p = await project(
    {
      'models/a.sql': 'select 1 as id',
      'models/b.sql': `{{ config(materialized='table') }} {{ "${ENDLESS}" if var('slow', true) else 'select 1 as id' }}`,
      'models/c.sql': "select * from {{ ref('b') }}",
    },
    { deadline: 2.5 },
  );
  const ran = await p.run();
  expect(ran).toMatchObject({ exitCode: 1, statuses: { a: 'success', b: 'skipped', c: 'skipped' } });
  expect(p.diagnostics).toMatchObject([
    { code: 'TD514', message: expect.stringContaining('deadline of 2.5 s') },
  ]);
  expect((await p.retry({}, { deadline: 60, vars: '{slow: false}' })).statuses).toEqual({
    b: 'success',
    c: 'success',
  });
});

test('--deadline on the command line', async () => {
  const p = await project({ 'models/a.sql': 'select 1 as id' });
  p.write('models/slow.sql', `{{ config(materialized='table') }} ${ENDLESS}`);
  const late = await p.cli(['run', '--deadline', '2s']);
  expect(late).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('Exited because the deadline was reached'),
  });
  expect(late.stdout).not.toContain('keyboard');
  p.write('models/slow.sql', 'select 1 as id');
  const wrong = await p.cli(['run', '--deadline', 'soon']);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("'soon' is no length of time") });
  expect(await p.cli(['run', '--deadline', '1m'])).toMatchObject({ code: 0 });
});
