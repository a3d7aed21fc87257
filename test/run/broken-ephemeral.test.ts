import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

test('a model on an ephemeral one that cannot be rendered: an error that names it, skipped for readers of run_results.json', async () => {
  const p = await project({
    'models/base.sql':
      "{{ config(materialized='ephemeral') }}\n{{ adapter.invalid_method() if var('broken', true) }} select 1 as id",
    'models/dependent.sql': "select * from {{ ref('base') }}",
    'models/child.sql': "select * from {{ ref('dependent') }}",
    'models/own.sql': '{{ adapter.invalid_method() }}',
  });
  const { exitCode, results } = await p.run();
  expect(exitCode).toBe(1);
  const dependent = results.find(({ id }) => id === 'model.test.dependent');
  expect(dependent).toMatchObject({
    status: 'error',
    diagnostic: { at: { file: 'models/base.sql', line: 2 }, node: 'model.test.dependent' },
  });
  const written: { unique_id: string; status: string; message: string }[] = JSON.parse(
    p.read('target/run_results.json'),
  ).results;
  const of = (name: string) => written.find(({ unique_id }) => unique_id === `model.test.${name}`);
  expect(of('dependent')?.status).toBe('skipped');
  expect(of('dependent')?.message).toMatch(
    /^Compilation Error in model\.test\.dependent, caused by compilation error in referenced ephemeral model model\.test\.base\n/,
  );
  expect([of('own')?.status, of('child')?.status]).toEqual(['error', 'skipped']);
  const again = await p.retry({}, { vars: { broken: false } });
  expect(again.statuses).toEqual({ dependent: 'success', child: 'success', own: 'error' });
});
