import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const python = `
def model(dbt, session):
    dbt.config(  # how it is built
        materialized="incremental", tags=["py", 'x)'], meta={"a": None}
    )
    upstream = dbt.ref("a")
    return dbt.source('raw', 'events').join(upstream, dbt.config.get("key"))
`;

test('a Python model is read with what it mentions; only running it is refused', async () => {
  const p = await project({
    'models/a.sql': 'select 1 as id',
    'models/py.py': python,
    'models/b.sql': "select * from {{ ref('py') }}",
    'models/s.yml': 'sources: [{name: raw, tables: [{name: events}]}]',
  });
  expect((await p.parse()).error).toBe(null);
  const { nodes } = JSON.parse(p.read('target/manifest.json'));
  expect(nodes['model.test.py']).toMatchObject({
    language: 'python',
    raw_code: python.trim(),
    depends_on: { nodes: ['source.test.raw.events', 'model.test.a'] },
    config: { materialized: 'incremental', tags: ['py', 'x)'], meta: { a: null } },
  });
  const { statuses, exitCode } = await p.run();
  expect(exitCode).toBe(1);
  expect(statuses).toEqual({ a: 'success', py: 'error', b: 'skipped' });
  expect(p.problems).toEqual(['TD606 models/py.py:1:1']);
});

test('submit_python_job is refused with what to do', async () => {
  const p = await project({
    'models/a.sql': "select 1 as id\n{% if execute %}{{ submit_python_job(model, 'x = 1') }}{% endif %}",
  });
  expect((await p.run()).statuses).toEqual({ a: 'error' });
  expect(p.problems).toEqual(['TD606 models/a.sql:2:20']);
  expect(p.diagnostics[0]?.message).toContain('submit_python_job is not intended to be called here');
});
