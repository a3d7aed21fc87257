import { afterEach, expect, test } from 'vitest';
import { compileText } from '../../src/compile/index.ts';
import type { Json } from '../../src/core/json.ts';
import { createQueryComment } from '../../src/scope/index.ts';
import { type Fixture, fixture } from './fixture.ts';

const open: Fixture[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** What is sent for a query, with this `query-comment` in the project file. */
async function sent(
  comment: Json | undefined,
  macros: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const project = await fixture({ macros });
  open.push(project);
  const runtime = { ...project.runtime, queryComment: createQueryComment(comment) };
  const text = { sql: "{{ run_query('select 1 as one') }}", name: 'inline', file: '--inline' };
  await compileText(runtime, text, await project.session());
  return project.events.flatMap((event) => (event.type === 'statement:start' ? [event.sql] : [])).at(0);
}

test("dbt's own comment, a text, a macro, none", async () => {
  expect(await sent(undefined)).toMatch(
    /^\/\* \{"app": "dbt", "dbt_version": "1\.11\.\d+", .*"connection_name": "test"\} \*\/\nselect 1 as one$/,
  );
  expect(await sent('mine\n')).toBe('/* mine */\nselect 1 as one');
  expect(
    await sent(
      { comment: '{{ who(connection_name) }}', append: true },
      { p: '{% macro who(name) %}by {{ name }}{% endmacro %}' },
    ),
  ).toBe('select 1 as one\n/* by test */');
  expect(await sent(null)).toBe('select 1 as one');
  expect(await sent('')).toBe('select 1 as one');
});

test('a comment that would end itself is refused', async () => {
  await expect(sent('oh */ drop table x; /*')).rejects.toThrow('query comment contains illegal value "*/"');
});
