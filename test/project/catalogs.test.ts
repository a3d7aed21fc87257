import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const CATALOG = (active: string, second = 'two'): string => `catalogs:
  - name: lake
    write_integrations: [{name: one, catalog_type: x}, {name: ${second}, catalog_type: x}]
${active}`;

test.each([
  [CATALOG(''), "must specify an 'active_write_integration' when multiple"],
  [
    CATALOG('    active_write_integration: three\n'),
    "from its set of defined 'write_integrations': ['one', 'two']",
  ],
  [CATALOG('    active_write_integration: one\n', 'one'), "with the same name: 'one'"],
])('catalogs.yml: %s', async (yaml, words) => {
  const p = await project({ 'models/a.sql': 'select 1 as id', 'catalogs.yml': yaml });
  const { error } = await p.parse();
  expect(error?.first).toMatchObject({ code: 'TD104', at: { file: 'catalogs.yml' } });
  expect(error?.first.message).toContain(words);
});

test('a catalog of one integration needs no choice', async () => {
  const yaml = 'catalogs: [{name: lake, write_integrations: [{name: one, catalog_type: x}]}]\n';
  const p = await project({ 'models/a.sql': 'select 1 as id', 'catalogs.yml': yaml });
  expect((await p.parse()).exitCode).toBe(0);
});
