import { afterEach, expect, test } from 'vitest';
import { compileText } from '../../src/compile/index.ts';
import { TsdbtError } from '../../src/core/diagnostic.ts';
import { type Fixture, fixture, type Inline } from './fixture.ts';

const open: Fixture[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** The text, rendered at run time in a project with these macros and models. */
async function render(text: string, inline: Inline = {}): Promise<string> {
  return (await rendered(text, inline)).text;
}

async function rendered(text: string, inline: Inline = {}): Promise<{ text: string; project: Fixture }> {
  const project = await fixture(inline);
  open.push(project);
  const compiled = await compileText(
    project.runtime,
    { sql: text, name: 'inline', file: '--inline' },
    await project.session(),
  );
  return { text: compiled.code, project };
}

async function problem(
  text: string,
  inline: Inline = {},
): Promise<{ code: string; message: string; at: string }> {
  const error: unknown = await render(text, inline).catch((caught: unknown) => caught);
  if (!(error instanceof TsdbtError)) throw new Error(`no error but ${String(error)}`);
  const { code, message, at } = error.first;
  return { code, message, at: `${at?.file}:${at?.line}:${at?.column}` };
}

test('facts of the invocation', async () => {
  expect(
    await render(
      '{{ project_name }} {{ target.name }} {{ execute }} {{ flags.WHICH }} {{ flags.FULL_REFRESH }}',
    ),
  ).toBe('p dev True run False');
  expect(await render('{{ invocation_id }} {{ thread_id }} {{ invocation_args_dict.which }}')).toBe(
    '00000000-0000-0000-0000-000000000000 Thread-1 run',
  );
});

test('var: given, defaulted, missing', async () => {
  const vars = { days: 3, names: ['a', 'b'] };
  expect(
    await render("{{ var('days') }} {{ var('names') }} {{ var('x', 'y') }} {{ var.has_var('days') }}", {
      vars,
    }),
  ).toBe("3 ['a', 'b'] y True");
  const missing = await problem("select {{ var('dais') }}", { vars });
  expect(missing).toMatchObject({ code: 'TD111', at: '--inline:1:11' });
  expect(missing.message).toContain("Required var 'dais' not found in config");
});

test('JSON, sets, zip and md5 as dbt has them', async () => {
  expect(await render("{{ tojson({'b': [1, none, 1.0], 'a': 'é'}) }}")).toBe(
    '{"b": [1, null, 1.0], "a": "\\u00e9"}',
  );
  expect(
    await render(
      "{{ tojson({'b': 1, 'a': 2}, sort_keys=true) }} {{ fromjson('[1, 2.0]') }} {{ fromjson('nope', 5) }}",
    ),
  ).toBe('{"a": 2, "b": 1} [1, 2.0] 5');
  expect(
    await render(
      "{{ set([1, 1, 2]) }} {{ zip([1, 2], ['a', 'b']) | list }} {{ local_md5('a') }} {{ set(1, 7) }}",
    ),
  ).toBe("{1, 2} [(1, 'a'), (2, 'b')] 0cc175b9c0f1b6a831c399e269772661 7");
  expect(await render("{{ diff_of_two_dicts({'k': ['a', 'B'], 'x': ['y']}, {'K': ['b']}) }}")).toBe(
    "{'k': ['a'], 'x': ['y']}",
  );
});

test('log and print tell, and print as nothing', async () => {
  const { text, project } = await rendered("a{{ log('quiet') }}{{ log('loud', info=true) }}{{ print(1) }}b");
  expect(text).toBe('ab');
  const said = project.events.flatMap((e) =>
    e.type === 'template:log' || e.type === 'template:print' ? [e] : [],
  );
  expect(said).toMatchObject([
    { message: 'quiet', info: false },
    { message: 'loud', info: true },
    { message: '1' },
  ]);
});

test('a relation prints, changes and tells what it is', async () => {
  const make = "{% set r = api.Relation.create(database='d', schema='s', identifier='i', type='view') %}";
  expect(
    await render(
      `${make}{{ r }} {{ r.include(database=false) }} {{ r.quote(schema=false) }} {{ r.without_identifier() }}`,
    ),
  ).toBe('"d"."s"."i" "s"."i" "d".s."i" "d"."s"');
  expect(
    await render(
      `${make}{{ r.is_view }} {{ r.type }} {{ r.name }} {{ r is mapping }} {{ r is string }} {{ r.get('metadata').type }}`,
    ),
  ).toBe('True view i True False Relation');
  expect(
    await render(
      `${make}{{ r.incorporate(path={'identifier': 'j'}, type='table').is_table }} {{ r == r.incorporate() }}`,
    ),
  ).toBe('True True');
  expect(await render(`${make}{{ r.information_schema('tables') }} {{ api.Relation.Table }}`)).toBe(
    '"d".INFORMATION_SCHEMA.tables table',
  );
});

test('a column tells its type', async () => {
  expect(
    await render(
      "{% set c = api.Column('a', 'varchar', 10) %}{{ c.quoted }} {{ c.data_type }} {{ c.is_string() }} {{ c.name }}",
    ),
  ).toBe('"a" character varying(10) True a');
  expect(
    await render(
      "{{ api.Column.translate_type('string') }} {{ api.Column.create('n', 'integer').is_integer() }}",
    ),
  ).toBe('TEXT True');
  expect(
    await render("{% set c = api.Column('a', 'text') %}{{ c.char_size is none }} {{ c.nope is defined }}"),
  ).toBe('True False');
});

test('a relation tells how it is quoted and limited', async () => {
  const make = "{% set r = api.Relation.create(database='d', schema='s', identifier='i', limit=5) %}";
  expect(await render(`${make}{{ r.render_limited() }} {{ r.event_time_filter }}`)).toMatch(
    /^\(select \* from "d"\."s"\."i" limit 5\).* None$/,
  );
  expect(
    await render(`${make}{{ r.get_default_quote_policy().schema }} {{ 'table' in r.renameable_relations }}`),
  ).toMatch(/^True (True|False)$/);
});

test('queries inside of templates', async () => {
  expect(
    await render(
      "{% for row in run_query('select * from (values (1, 2.50), (2, null)) t(a, b)') %}[{{ row.a }}|{{ row['b'] }}]{% endfor %}",
    ),
  ).toBe('[1|2.50][2|None]');
  expect(
    await render("{{ run_query('select sum(x) as s from range(4) t(x)').columns[0].values()[0] + 1 }}"),
  ).toBe('7');
  expect(
    await render(
      "{% call statement('q', fetch_result=true) %}select 'a' as b{% endcall %}{{ load_result('q').data }} {{ load_result('none') }}",
    ),
  ).toBe("[('a',)] None");
});

test("dates and times are Python's", async () => {
  const query =
    "select date '2024-01-31' as d, timestamp '2024-01-31 01:02:03.5' as t, timestamptz '2024-01-31 01:02:03+02' as z, date 'infinity' as i";
  const row = `{% set row = run_query("${query}").rows[0] %}`;
  expect(
    await render(`${row}{{ row.d }} {{ row.d.year }} {{ row.t }} {{ row.t.strftime('%H:%M') }} {{ row.z }}`),
  ).toBe('2024-01-31 2024 2024-01-31 01:02:03.500000 01:02 2024-01-30 23:02:03+00:00');
  expect(
    await render(
      `{{ run_started_at }} {{ run_started_at.strftime('%Y%m%d') }} {{ modules.datetime.timedelta(days=1).days }}`,
    ),
  ).toBe('2024-05-06 07:08:09.123000+00:00 20240506 1');
});

test('a result is loaded once', async () => {
  const error = await problem(
    "{% call statement('q') %}select 1{% endcall %}{% do load_result('q') %}\n{{ load_result('q') }}",
  );
  expect(error).toMatchObject({ code: 'TD309', at: '--inline:2:4' });
  expect(error.message).toContain('has already been loaded');
});

test('the adapter knows relations and columns', async () => {
  const macros = {
    p: "{% macro make() %}{% do run_query('create table made (id integer, name varchar)') %}{% endmacro %}",
  };
  const found = "{{ make() }}{% set r = adapter.get_relation('memory', 'main', 'MADE') %}";
  expect(
    await render(
      `${found}{{ r }} {{ r.type }} {{ adapter.get_columns_in_relation(r) | map(attribute='name') | list }}`,
      { macros },
    ),
  ).toBe('"memory"."main"."made" table [\'id\', \'name\']');
  expect(
    await render(
      "{{ adapter.get_relation('memory', 'main', 'nothing') }} {{ adapter.type() }} {{ adapter.quote('a') }}",
    ),
  ).toBe('None duckdb "a"');
  expect(
    await render(
      "{{ make() }}{% do adapter.drop_relation(adapter.get_relation('memory', 'main', 'made')) %}{{ adapter.get_relation('memory', 'main', 'made') }}",
      { macros },
    ),
  ).toBe('None');
  expect(
    await render(
      "{{ adapter.check_schema_exists('memory', 'main') }} {{ adapter.check_schema_exists('memory', 'nope') }}",
    ),
  ).toBe('True False');
});

test('macros: own package, root, namespaces, dispatch', async () => {
  const macros = {
    p: '{% macro hello() %}root{% endmacro %}{% macro default__greet() %}default{% endmacro %}',
    tools:
      '{% macro hello() %}tools {{ helper() }}{% endmacro %}{% macro helper() %}help{% endmacro %}{% macro duckdb__greet() %}duck{% endmacro %}',
  };
  expect(await render('{{ hello() }} {{ tools.hello() }} {{ dbt.type_string() }}', { macros })).toBe(
    'root tools help TEXT',
  );
  // As in dbt, the root project is searched with every prefix before the package is.
  expect(await render("{{ adapter.dispatch('greet', 'tools')() }}", { macros })).toBe('default');
  const missing = await problem("{{ adapter.dispatch('gret', 'tools')() }}", { macros });
  expect(missing.code).toBe('TD213');
  expect(missing.message).toContain("In dispatch: No macro named 'gret' found within namespace: 'tools'");
});

test('a macro named as a built-in hides it, builtins still has it', async () => {
  const macros = { p: '{% macro ref(name) %}mine({{ builtins.ref(name) }}){% endmacro %}' };
  expect(await render("{{ ref('a') }}", { macros, models: { a: 'select 1' } })).toBe(
    'mine("memory"."main"."a")',
  );
});

test('exceptions are errors at their place, with the macros on the way', async () => {
  const macros = {
    p: "{% macro check(x) %}\n  {% do exceptions.raise_compiler_error('bad: ' ~ x) %}{% endmacro %}",
  };
  expect(await problem('{{ check(5) }}', { macros })).toEqual({
    code: 'TD309',
    message: 'bad: 5',
    at: 'macros/p.sql:2:9',
  });
  const { project, text } = await rendered("a{{ exceptions.warn('careful') }}b");
  expect(text).toBe('ab');
  expect(project.events).toContainEqual(
    expect.objectContaining({ diagnostic: expect.objectContaining({ code: 'TD311', message: 'careful' }) }),
  );
});

test('errors of queries lead to the template, not into the standard library', async () => {
  expect(await problem("select 1\n{% set r = run_query('select * from nowhere') %}")).toMatchObject({
    code: 'TD501',
    at: '--inline:2:12',
  });
});

test('graph shows the nodes', async () => {
  const models = { a: 'select 1', b: 'select 2' };
  expect(
    await render("{{ graph.nodes.values() | map(attribute='name') | list }} {{ graph.sources }}", { models }),
  ).toBe("['a', 'b'] {}");
});

test('source and ref with wrong arguments', async () => {
  expect(await render("{{ source('raw', 'users') }}", { sources: { users: 'landing' } })).toBe(
    '"memory"."landing"."users"',
  );
  expect((await problem("{{ source('raw') }}")).message).toBe(
    'source() takes exactly two arguments (1 given)',
  );
  expect((await problem('{{ ref() }}')).message).toBe('ref() takes at most two arguments (0 given)');
  const missing = await problem("{{ source('raw', 'usrs') }}", { sources: { users: 'landing' } });
  expect(missing).toMatchObject({ code: 'TD202' });
  expect(missing.message).toContain("depends on a source named 'raw.usrs' which was not found");
});

test('nothing of JavaScript is reachable', async () => {
  for (const name of [
    'adapter',
    'api',
    'flags',
    'exceptions',
    'ref',
    'builtins',
    'api.Relation.create()',
    "api.Column('a', 'b')",
    'target',
  ]) {
    expect(await render(`{{ ${name}.constructor is defined }} {{ ${name}.__proto__ is defined }}`)).toBe(
      'False False',
    );
  }
});

test('context keeps what is put in it, for the macros that follow', async () => {
  const macros = `
{% macro keep(value) %}{% do context.update({'__kept__': context.get('__kept__', []) + [value]}) %}{% endmacro %}
{% macro kept() %}{{ context.get('__kept__') }} {{ __kept__ | length }} {{ '__kept__' in context }}{% endmacro %}
`;
  expect(await render('{{ keep(1) }}{{ keep(2) }}{{ kept() }}', { macros: { p: macros } })).toBe(
    '[1, 2] 2 True',
  );
});
