/** Ctrl-C and SIGTERM: the statement is cancelled, true results are written, the exit code says why. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { project, type TestProject } from '../support/project.ts';

const ENDLESS = "{{ config(materialized='table') }} select count(*) as n from range(1000000000000)";
const models = {
  'models/first.sql': 'select 1 as id',
  'models/second.sql': `-- depends_on: {{ ref('first') }}\n${ENDLESS}`,
  'models/third.sql': "select * from {{ ref('second') }}",
};

interface Results {
  readonly results: readonly { readonly unique_id: string; readonly status: string }[];
}

const statuses = (p: TestProject): Record<string, string> => {
  const { results } = JSON.parse(p.read('target/run_results.json')) as Results;
  return Object.fromEntries(results.map((one) => [one.unique_id, one.status]));
};

/** Runs, and sends signals once the endless statement is under way. */
async function interrupted(p: TestProject, ...signals: NodeJS.Signals[]) {
  const began = Date.now();
  const result = await runCli(['run'], {
    cwd: p.root,
    started: (child) => {
      child.stdout?.on('data', (text: Buffer) => {
        if (!text.includes('START sql table model main.second')) return;
        for (const [at, signal] of signals.entries()) setTimeout(() => child.kill(signal), 300 + at * 5);
      });
    },
  });
  return { ...result, took: Date.now() - began };
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s', (signal, exit) => {
  test('ends the statement and writes what is true', async () => {
    const p = await project(models);
    const { code, stdout } = await interrupted(p, signal);
    expect(code).toBe(exit);
    expect(statuses(p)).toEqual({
      'model.test.first': 'success',
      'model.test.second': 'skipped',
      'model.test.third': 'skipped',
    });
    expect(stdout).toContain('CANCEL query model.test.second');
    expect(stdout).toContain('Done. PASS=1 WARN=0 ERROR=0 SKIP=2 NO-OP=0 TOTAL=3');
    expect(
      await p.query(
        "select table_name from information_schema.tables where table_schema = 'main' and table_name <> 'first'",
      ),
    ).toEqual([]);
    expect((await p.run({ select: ['first'] })).exitCode).toBe(0);
  });

  test('twice ends at once', async () => {
    const p = await project(models);
    const { code } = await interrupted(p, signal, signal);
    expect(code).toBe(exit);
  });
});

test('a command through the API is cancelled by its signal', async () => {
  const controller = new AbortController();
  const p = await project(models, { signal: controller.signal });
  setTimeout(() => controller.abort(), 1500);
  const ran = await p.run();
  expect(ran.statuses).toEqual({ first: 'success', second: 'skipped', third: 'skipped' });
});

test('an operation that is cancelled says so', async () => {
  const controller = new AbortController();
  const p = await project(
    {
      'macros/m.sql':
        "{% macro wait() %}{% do run_query('select count(*) from range(1000000000000)') %}{% endmacro %}",
    },
    { signal: controller.signal },
  );
  setTimeout(() => controller.abort(), 1500);
  const ran = await p.runOperation('wait');
  expect(ran.exitCode).not.toBe(0);
  expect(p.diagnostics.map((one) => one.code)).toEqual(['TD506']);
});

test('a reader who has seen enough (| head) is no error', async () => {
  const p = await project(
    Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`models/m${i}.sql`, 'select 1 as id'])),
  );
  const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
  const shell = spawn(
    'bash',
    ['-c', `set -o pipefail; "$0" "$1" ls | head -1; echo "exit \${PIPESTATUS[0]}"`, process.execPath, main],
    {
      cwd: p.root,
      env: { PATH: process.env.PATH, HOME: p.root },
    },
  );
  let [out, err] = ['', ''];
  shell.stdout.on('data', (text: Buffer) => (out += text));
  shell.stderr.on('data', (text: Buffer) => (err += text));
  await new Promise((resolve) => shell.on('close', resolve));
  expect(err).toBe('');
  expect(out.split('\n')[1]).toBe('exit 0');
});
