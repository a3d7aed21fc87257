import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const FILES = {
  'models/a.sql': 'select 1 as id',
  'models/a.yml': 'models:\n  - name: a\n    columns:\n      - name: id\n        data_tests: [not_null]\n',
  'tests/none.sql': "select * from {{ ref('a') }} where id > 1",
};
const RUNNING = [
  'macro.dbt.get_limit_subquery_sql',
  'macro.dbt.should_store_failures',
  'macro.dbt.statement',
];

test('what a data test called is among the macros that it stands on, once it ran', async () => {
  const p = await project(FILES);
  const macrosOf = (kind: string): string[] => {
    const { nodes } = JSON.parse(p.read('target/manifest.json')) as {
      nodes: Record<string, { depends_on: { macros: string[] } }>;
    };
    return Object.entries(nodes).find(([id]) => id.startsWith(kind))?.[1].depends_on.macros ?? [];
  };
  await p.parse();
  expect(macrosOf('test.test.not_null')).toEqual(['macro.dbt.test_not_null']);
  expect(macrosOf('test.test.none')).toEqual([]);
  await p.build();
  expect(macrosOf('test.test.not_null')).toEqual([
    'macro.dbt.test_not_null',
    'macro.dbt.get_where_subquery',
    ...RUNNING,
  ]);
  expect(macrosOf('test.test.none')).toEqual(RUNNING);
  expect(macrosOf('model.test.a')).toEqual([]);
});

test('nodes that nothing is done for have no failures, and say so', async () => {
  const p = await project({
    ...FILES,
    'models/e.yml':
      'exposures:\n  - name: board\n    type: dashboard\n    owner: {name: Ada}\n    depends_on: [ref("a")]\n',
  });
  await p.build();
  const { results } = JSON.parse(p.read('target/run_results.json')) as {
    results: { unique_id: string; status: string; failures: number | null }[];
  };
  expect(results.find(({ unique_id }) => unique_id === 'exposure.test.board')).toMatchObject({
    status: 'no-op',
    failures: 0,
  });
});
