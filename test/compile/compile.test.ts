import { afterEach, expect, test } from 'vitest';
import {
  compileNode,
  compileText,
  createSchemas,
  fillCache,
  renderHook,
  runMaterialization,
  showSql,
} from '../../src/compile/index.ts';
import { TsdbtError } from '../../src/core/diagnostic.ts';
import type { Session } from '../../src/scope/index.ts';
import { type Fixture, fixture, type Inline } from '../scope/fixture.ts';

const open: Fixture[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function project(inline: Inline): Promise<Fixture> {
  const made = await fixture(inline);
  open.push(made);
  return made;
}

async function compiled(inline: Inline, name: string): Promise<string> {
  const p = await project(inline);
  return (await compileNode(p.runtime, p.node(name), await p.session())).compiledCode;
}

async function problem(work: Promise<unknown>): Promise<{ code: string; message: string; at: string }> {
  const error: unknown = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof TsdbtError)) throw new Error(`no error but ${String(error)}`);
  const { code, message, at } = error.first;
  return { code, message, at: at ? `${at.file}:${at.line}:${at.column}` : '' };
}

const EPHEMERAL = { materialized: 'ephemeral' };

test("the author's text stays as it is; config() prints as nothing", async () => {
  const models = {
    a: 'select 1',
    b: "{{ config(materialized='table') }}\n\nselect  *   -- why\nfrom {{ ref('a') }}\n",
  };
  expect(await compiled({ models }, 'b')).toBe('\n\nselect  *   -- why\nfrom "memory"."main"."a"');
});

test('ephemeral parents become CTEs, theirs first, each once', async () => {
  const models = {
    base: 'select 1 as id',
    left: "select * from {{ ref('base') }}",
    right: "select * from {{ ref('base') }}",
    top: "with x as (select 2)\nselect * from {{ ref('left') }}, {{ ref('right') }}, {{ ref('base') }}",
  };
  const configs = { base: EPHEMERAL, left: EPHEMERAL, right: EPHEMERAL };
  expect(await compiled({ models, configs }, 'top')).toBe(
    'with  __dbt__cte__base as (\nselect 1 as id\n),  __dbt__cte__left as (\nselect * from __dbt__cte__base\n),' +
      '  __dbt__cte__right as (\nselect * from __dbt__cte__base\n), x as (select 2)\n' +
      'select * from __dbt__cte__left, __dbt__cte__right, __dbt__cte__base',
  );
});

test('--empty reads no rows', async () => {
  const models = { a: 'select 1', b: "select * from {{ ref('a') }}" };
  expect(await compiled({ models, flags: { EMPTY: true } }, 'b')).toContain(
    '(select * from "memory"."main"."a" where false limit 0)',
  );
});

test('a ref that parsing did not see tells what to write', async () => {
  const models = { a: 'select 1', b: "{% set name = 'a' %}select * from {{ ref(name) }}" };
  const p = await project({ models });
  const error = await problem(compileNode(p.runtime, p.node('b'), await p.session()));
  expect(error).toMatchObject({ code: 'TD312', at: 'models/b.sql:1:38' });
  expect(error.message).toContain("-- depends_on: {{ ref('a') }}");
});

test('generic tests get their arguments as values', async () => {
  const tests = {
    unique_a_id: {
      macro: 'test_unique',
      kwargs: { column_name: 'id', model: "{{ get_where_subquery(ref('a')) }}" },
    },
    related: {
      macro: 'test_relationships',
      kwargs: { column_name: 'id', field: 'id', to: "ref('b')", model: "{{ get_where_subquery(ref('a')) }}" },
    },
  };
  const p = await project({ models: { a: 'select 1 as id', b: 'select 1 as id' }, tests });
  const session = await p.session();
  const { compiledCode } = await compileNode(p.runtime, p.node('unique_a_id'), session);
  expect(compiledCode.replace(/\s+/g, ' ').trim()).toBe(
    'select id as unique_field, count(*) as n_records from "memory"."main"."a" where id is not null group by id having count(*) > 1',
  );
  const related = await compileNode(p.runtime, p.node('related'), session);
  expect(related.compiledCode).toContain('from "memory"."main"."b"');
});

/** Compiles and builds models one after the other, and gives the session to look at what they made. */
async function built(
  inline: Inline,
  ...names: string[]
): Promise<{ p: Fixture; session: Session; messages: (string | undefined)[] }> {
  const p = await project(inline);
  const session = await p.session();
  await createSchemas(p.runtime, [{ database: 'memory', schema: 'main' }], session);
  await fillCache(p.runtime, [{ database: 'memory', schema: 'main' }], session);
  const messages: (string | undefined)[] = [];
  for (const name of names) {
    const node = p.node(name);
    const done = await runMaterialization(
      p.runtime,
      node,
      await compileNode(p.runtime, node, session),
      session,
    );
    for (const relation of done.relations) p.runtime.cache.add(relation);
    messages.push(done.main?.message);
  }
  return { p, session, messages };
}

test('materializations build relations, tell what they did, and leave no transaction open', async () => {
  const models = { a: 'select 1 as id', b: "select * from {{ ref('a') }}" };
  const { p, session, messages } = await built(
    { models, configs: { a: { materialized: 'table' } } },
    'a',
    'b',
    'a',
  );
  expect(messages).toEqual(['OK', 'OK', 'OK']);
  expect(session.connection.inTransaction).toBe(false);
  expect((await session.connection.query('select * from b')).rows).toEqual([[1]]);
  expect(p.runtime.cache.get('memory', 'main', 'B')?.type).toBe('view');
});

test("an error of the warehouse leads to the author's line, through CTEs too", async () => {
  const models = {
    e: '-- first\nselect 1 as id\nwhere missing = 1',
    a: "{{ config(x=1) }}\n{% if execute %}\nselect *\n{% endif %}\nfrom {{ ref('e') }}",
    b: "select\n  1 as id,\n  {{ 'oops' }}\n",
  };
  const configs = { e: EPHEMERAL, a: { materialized: 'table' } };
  expect(await problem(built({ models, configs }, 'a'))).toMatchObject({
    code: 'TD501',
    at: 'models/e.sql:3:7',
  });
  expect(await problem(built({ models, configs }, 'b'))).toMatchObject({
    code: 'TD501',
    at: 'models/b.sql:3:3',
  });
});

test('a materialization that is missing, or returns nothing', async () => {
  const macros = {
    p: "{% materialization odd, default %}{% call statement('main') %}select 1{% endcall %}{% endmaterialization %}",
  };
  const models = { a: 'select 1' };
  expect(await problem(built({ models, configs: { a: { materialized: 'nope' } } }, 'a'))).toMatchObject({
    code: 'TD220',
  });
  const silent = await problem(built({ models, macros, configs: { a: { materialized: 'odd' } } }, 'a'));
  expect(silent.code).toBe('TD510');
  expect(silent.message).toContain('did not explicitly return a list of relations');
});

test('inline texts may ref anything, also ephemeral models', async () => {
  const p = await project({ models: { a: 'select 1', e: 'select 2' }, configs: { e: EPHEMERAL } });
  const text = { sql: "select * from {{ ref('a') }}, {{ ref('e') }}", name: 'inline', file: '--inline' };
  expect((await compileText(p.runtime, text, await p.session())).compiledCode).toBe(
    'with __dbt__cte__e as (\nselect 2\n) select * from "memory"."main"."a", __dbt__cte__e',
  );
  expect(
    await problem(
      compileText(p.runtime, { ...text, sql: "select *\nfrom {{ ref('aa') }}" }, await p.session()),
    ),
  ).toMatchObject({
    code: 'TD201',
    at: '--inline:2:9',
  });
});

test('hooks see their node; plain ones are left alone', async () => {
  const p = await project({ models: { a: 'select 1' } });
  const session = await p.session();
  expect(
    await renderHook(p.runtime, 'grant select on {{ this }} to {{ target.name }}', p.node('a'), session),
  ).toBe('grant select on "memory"."main"."a" to dev');
  expect(await renderHook(p.runtime, 'vacuum', null, session)).toBe('vacuum');
});

test('show limits the rows', async () => {
  const p = await project({});
  expect(
    (await showSql(p.runtime, { code: 'select 1' }, 5, await p.session())).replace(/\s+/g, ' ').trim(),
  ).toBe('select 1 limit 5');
});

test('statements are told before and after they run', async () => {
  const { p } = await built({ models: { a: 'select 1 as id' } }, 'a');
  const sent = p.events.flatMap((event) => (event.type === 'statement:start' ? [event.sql.trim()] : []));
  expect(sent.some((sql) => sql.includes('create') && sql.includes('select 1 as id'))).toBe(true);
  expect(p.events.filter((event) => event.type === 'statement:end').length).toBe(sent.length);
});
