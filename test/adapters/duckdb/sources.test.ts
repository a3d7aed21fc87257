import { expect, test } from 'vitest';
import { project } from '../../support/project.ts';

const SOURCES = `
sources:
  - name: files
    config:
      external_location: "data/{name}.csv"
    tables:
      - name: users
      - name: everything
        config: { external_location: "read_csv('data/*.csv', union_by_name=true)" }
      - name: old_style
        config: { external_location: "data/%(identifier)s.csv", formatter: oldstyle }
        identifier: users
  - name: described
    tables:
      - name: by_meta
        config: { meta: { external_location: "data/{folder}.csv", folder: users } }
`;

test.each([
  ['files', 'users', 2, "'data/users.csv'"],
  ['files', 'everything', 5, "read_csv('data/*.csv', union_by_name=true)"],
  ['described', 'by_meta', 2, "'data/users.csv'"],
  ['files', 'old_style', 2, "'data/users.csv'"],
])('a source that is a file is read where it is: %s.%s', async (source, name, rows, relation) => {
  const p = await project({
    'data/users.csv': 'id\n1\n2\n',
    'data/orders.csv': 'order_id\n1\n2\n3\n',
    'models/sources.yml': SOURCES,
    'models/a.sql': `{{ config(materialized='table') }} select count(*) as n from {{ source('${source}', '${name}') }}`,
    'project.yml':
      'name: test\nversion: "1.0"\nconfig-version: 2\ntargets:\n  dev: {type: duckdb, path: test.duckdb}\n',
  });
  // Paths are those of the folder that the command runs in.
  expect((await p.cli(['run'])).code).toBe(0);
  expect(p.read('target/compiled/test/models/a.sql')).toContain(`from ${relation}`);
  const { sources } = JSON.parse(p.read('target/manifest.json')) as {
    sources: Record<string, { relation_name: string }>;
  };
  expect(sources[`source.test.${source}.${name}`]?.relation_name).toBe(relation);
  expect(await p.query('select n from a')).toEqual([[rows]]);
});
