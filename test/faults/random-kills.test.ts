/**
 * Builds of 12 models that are killed at random moments while others read (F4, F5): every table answers all the time, no row is
 * there twice, and the next run leaves nothing behind.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { project, type TestProject } from '../support/project.ts';
import { createTally } from '../support/tally.ts';
import { random } from '../support/virtual-time.ts';
import { projectFile, type TestPlace, testWarehouses } from '../support/warehouses.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const KILLS = process.env.TSDBT_FAULTS === 'all' ? 15 : 5;
const ROWS = 2000;

const NUMBERS = `select i as id from ${'{{ numbers() }}'}`;
const MACROS =
  "{% macro numbers() %}{% if target.type == 'postgres' %}generate_series(1, 2000) t(i){% else %}range(1, 2001) t(i){% endif %}{% endmacro %}";

/** Tables, views and keyed incremental models in turns, each on the one before. */
function models(count: number): Record<string, string> {
  const kinds = [
    "materialized='table'",
    "materialized='view'",
    "materialized='incremental', unique_key='id'",
  ];
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `models/m${i}.sql`,
      `{{ config(${kinds[i % 3]}) }} ${i === 0 ? NUMBERS : `select id from {{ ref('m${i - 1}') }}`}`,
    ]),
  );
}

/** Runs, and is killed so many milliseconds after its first node has begun; true when it was. */
function killedAfter(p: TestProject, milliseconds: number): Promise<boolean> {
  const child = spawn(process.execPath, [MAIN, 'run', '--full-refresh'], {
    cwd: p.root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let begun = false;
  child.stdout.on('data', (text: Buffer) => {
    if (begun || !text.includes('START')) return;
    begun = true;
    setTimeout(() => child.kill('SIGKILL'), milliseconds);
  });
  return new Promise((resolve) => child.on('close', (_, signal) => resolve(signal === 'SIGKILL')));
}

describe.each(testWarehouses())('on %s', { timeout: 240_000 }, (name, warehouse) => {
  const tally = createTally(`${name}, kills at random moments`);
  let place: () => TestPlace;
  beforeAll(async () => {
    place = await warehouse.start();
  });

  test('nothing is missing, doubled or left behind', async () => {
    const at = place();
    const p = await project(
      { 'project.yml': projectFile(at), 'macros/m.sql': MACROS, ...models(12) },
      { env: process.env },
    );
    expect((await p.run()).exitCode).toBe(0);
    const count = Array.from({ length: 12 }, (_, i) => `select count(*) from ${at.schema}.m${i}`).join(
      ' union all ',
    );
    const rows = async (): Promise<number[]> => (await p.query(count)).flat().map(Number);
    const next = random(7);
    for (let turn = 0; turn < KILLS; turn++) {
      await killedAfter(p, Math.floor(next() * 150));
      await tally.tried(async () => {
        const found = await rows();
        for (const one of found) tally.lost(Math.max(0, ROWS - one));
        expect(found).toEqual(Array(12).fill(ROWS));
      });
    }
    expect((await p.run()).exitCode).toBe(0);
    expect(await rows()).toEqual(Array(12).fill(ROWS));
    const names = await p.query(
      `select table_name from information_schema.tables where table_schema = '${at.schema}'`,
    );
    expect(names.flat().filter((one) => !/^m\d+$/.test(String(one)))).toEqual([]);
  });
});

test('whoever reads the output and goes away (| head) does not end the run', async () => {
  const p = await project(models(3));
  p.write('macros/m.sql', MACROS);
  const shell = spawn('bash', ['-c', `"$0" "$1" run | head -1`, process.execPath, MAIN], { cwd: p.root });
  let errors = '';
  shell.stderr.on('data', (text: Buffer) => (errors += text));
  await new Promise((resolve) => shell.on('close', resolve));
  expect(errors).toBe('');
  const { results } = JSON.parse(p.read('target/run_results.json'));
  expect(results.map(({ status }: { status: string }) => status)).toEqual(['success', 'success', 'success']);
});

test.skipIf(!existsSync('/dev/full'))('an output that cannot be written is told in one line', async () => {
  const p = await project(models(1));
  p.write('macros/m.sql', MACROS);
  const shell = spawn('bash', ['-c', `"$0" "$1" run > /dev/full`, process.execPath, MAIN], { cwd: p.root });
  let errors = '';
  shell.stderr.on('data', (text: Buffer) => (errors += text));
  expect(await new Promise((resolve) => shell.on('close', resolve))).toBe(2);
  expect(errors).toBe('tsdbt: the output cannot be written: ENOSPC\n');
  expect(JSON.parse(p.read('target/run_results.json')).results[0].status).toBe('success');
});
