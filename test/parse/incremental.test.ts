import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonParts } from '../../src/artifacts/json-text.ts';
import { familyMaps } from '../../src/artifacts/manifest.ts';
import { type Engine, openEngine } from '../../src/engine/open.ts';
import { createWorld } from '../../src/engine/world.ts';
import { graphNodes, toDbtManifest } from '../../src/manifest/index.ts';
import { type ParseResult, parseProject } from '../../src/parse/index.ts';
import { parseTemplate, type SavedDefinition, saveDefinitions } from '../../src/template/index.ts';
import { project, type TestProject } from '../support/project.ts';

/** What each file of the project may hold; null: it is not there. */
const MENU: Readonly<Record<string, readonly (string | null)[]>> = {
  'models/a.sql': [
    "{{ config(tags=[number(), var('v', 'none') | string, env_var('E', 'unset'), model.config.materialized]) }} select 1 as id",
    "{{ config(tags=[flags.FULL_REFRESH | string], meta={'n': 1.0}) }} select {{ number() }} as id",
    "{{ config(materialized='table', tags=['x'], meta={'n': 1.0}) }} select 2 as id",
    "{{ config(alias='a_' ~ env_var('E', 'unset')) }} select 1 as id",
    'select 1 as id',
    'select 1 as id {{ ',
    null,
  ],
  'models/b.sql': [
    'select * from {{ parent() }} -- {{ config(tags=[model.description, model.config.materialized]) }}',
    "select * from {{ ref('a') }}",
    "{{ log('seen', info=true) }} select * from {{ parent() }}",
    "{% if flags.FULL_REFRESH %}{{ ref('a') }}{% endif %} select 1 as id",
    "{{ config(tags=[modules.datetime.date(2020, 1, 1).isoformat()]) }} select * from {{ source('s', 't') }}",
    "{% set up = ref('a') %}{{ config(schema=target.name) }} select * from {{ up }}",
    null,
  ],
  'models/c.sql': ["select * from {{ ref('b') }} join {{ ref('a') }} using (id)", null],
  'models/schema.yml': [
    'models:\n  - name: a\n    config: {materialized: table}\n    columns: [{name: id, data_tests: [not_null, unique]}]\n',
    "models:\n  - name: a\n    config: {materialized: \"{{ env_var('E', 'view') }}\", n: 1.0}\n    description: '{{ doc(\"d\") }}'\n",
    'models:\n  - name: b\n    data_tests:\n      - even: {arguments: {by: 2.0}}\n      - even: {arguments: {by: "{{ var(\'v\', 3) }}"}, config: {where: "id > 1"}}\n',
    'x: &one {name: id, description: same}\nmodels:\n  - {name: a, columns: [*one]}\n  - {name: b, columns: [*one]}\n',
    'models:\n  - name: a\n    versions: [{v: 1, defined_in: a}]\n',
    'models:\n  - name: a\n   broken',
    'models: []\nmodels: []\n',
    '',
    null,
  ],
  'models/more.yml': [
    'sources:\n  - name: s\n    tables: [{name: t, columns: [{name: id, data_tests: [even]}]}]\n',
    "sources:\n  - name: s\n    tables: [{name: t, identifier: \"t_{{ var('v', 't') }}\"}]\nexposures:\n  - {name: e, type: dashboard, owner: {name: o}, depends_on: [\"ref('b')\"]}\n",
    'snapshots:\n  - {name: sn, relation: "ref(\'a\')", config: {strategy: check, unique_key: id, check_cols: all}}\n',
    'unit_tests:\n  - {name: u, model: b, given: [{input: "ref(\'a\')", rows: [{id: 1}]}], expect: {rows: [{id: 1}]}}\n',
    null,
  ],
  'macros/m.sql': [
    "{% macro number() %}{{ other() }}{% endmacro %}{% macro other() %}1{% endmacro %}{% macro parent() %}{{ return(ref('a')) }}{% endmacro %}",
    "{% macro number() %}{{ config(tags='m') }}2{% endmacro %}{% macro parent() %}{{ return(source('s', 't')) }}{% endmacro %}",
    '{% macro number() %}3{% endmacro %}',
    null,
  ],
  'macros/names.sql': [
    '{% macro generate_schema_name(name, node) %}{{ name or target.schema }}_own{% endmacro %}',
    "{% macro ref(name) %}{{ return(builtins.ref('a')) }}{% endmacro %}",
    null,
  ],
  'tests/generic/even.sql': [
    '{% test even(model, column_name, by=2) %}select * from {{ model }} where id % {{ by }} = 1{% endtest %}',
    "{% test even(model, column_name, by=2) %}select * from {{ model }}, {{ ref('a') }}{% endtest %}",
  ],
  'snapshots/s.sql': [
    "{% snapshot sq %}{{ config(strategy='check', unique_key='id', check_cols='all') }}select * from {{ ref('a') }}{% endsnapshot %}",
    null,
  ],
  'docs.md': ['{% docs d %}one{% enddocs %}', '{% docs d %}two{% enddocs %}'],
  'project.yml': [
    'name: test\nversion: "1.0"\ndocs-paths: ["."]\n',
    'name: test\nversion: "1.0"\ndocs-paths: ["."]\nvars: {v: 7}\nmodels: {test: {+materialized: table}}\n',
    'name: test\nversion: "1.0"\ndocs-paths: ["."]\nmodels: {test: {+tags: ["{{ env_var(\'E\', \'p\') }}"]}}\n',
  ],
};

type Edit =
  | { readonly kind: 'file'; readonly path: string; readonly content: string | null }
  | { readonly kind: 'env'; readonly value: string | undefined }
  | { readonly kind: 'vars'; readonly value: string }
  | { readonly kind: 'refresh'; readonly value: boolean }
  | { readonly kind: 'break'; readonly at: number };

const fileEdit = fc
  .constantFrom(...Object.entries(MENU))
  .chain(([path, contents]) =>
    fc.constantFrom(...contents).map((content): Edit => ({ kind: 'file', path, content })),
  );
const anyEdit = fc.oneof(
  { weight: 8, arbitrary: fileEdit },
  {
    weight: 2,
    arbitrary: fc.constantFrom('view', 'table', undefined).map((value): Edit => ({ kind: 'env', value })),
  },
  { weight: 1, arbitrary: fc.constantFrom('{}', '{v: 9}').map((value): Edit => ({ kind: 'vars', value })) },
  { weight: 1, arbitrary: fc.boolean().map((value): Edit => ({ kind: 'refresh', value })) },
  { weight: 1, arbitrary: fc.nat(5000).map((at): Edit => ({ kind: 'break', at })) },
);

/** A project to begin with: of each file one of the first contents, which fit together. */
const beginning = fc.record(
  Object.fromEntries(
    Object.entries(MENU).map(([path, contents]) => [path, fc.constantFrom(...contents.slice(0, 2))]),
  ),
);

/** The project between two edits, and what the last parse left behind. */
interface State {
  env: { readonly [name: string]: string | undefined };
  vars: string;
  fullRefresh: boolean;
  kept: string | undefined;
}

function apply(p: TestProject, state: State, edit: Edit): void {
  if (edit.kind === 'env') state.env = { E: edit.value };
  else if (edit.kind === 'vars') state.vars = edit.value;
  else if (edit.kind === 'refresh') state.fullRefresh = edit.value;
  else if (edit.kind === 'break') state.kept = broken(state.kept, edit.at);
  else if (edit.content === null) rmSync(join(p.root, edit.path), { force: true });
  else p.write(edit.path, edit.content);
}

/** A byte lost, or the end cut off. */
function broken(text: string | undefined, at: number): string | undefined {
  if (text === undefined) return undefined;
  const place = at % text.length;
  return at % 2 === 0 ? text.slice(0, place) : `${text.slice(0, place)}${text.slice(place + 1)}`;
}

const definitions = new Map<string, readonly SavedDefinition[]>();

/** The standard library is read once: it is not what is tested here. */
function savedMacros(text: string): readonly SavedDefinition[] {
  const known =
    definitions.get(text) ??
    saveDefinitions(parseTemplate(text, { file: '' }, { definitionsOnly: true }).definitions);
  definitions.set(text, known);
  return known;
}

const CODE = 'test';

/** The manifest as it would be written, and everything that was told. */
function shown(result: ParseResult): unknown {
  const { manifest, diagnostics } = result;
  const told = diagnostics.map(({ code, message, at }) => [code, message, at?.file, at?.line, at?.column]);
  if (manifest === null) return { told };
  const document = toDbtManifest(manifest, { compiled: new Map(), ...familyMaps(manifest), metadata: {} });
  const places = Array.from(graphNodes(manifest), ({ unique_id: id, name }) =>
    [id, `${id}#ref:a`, `${id}#source:s.t`].map((key) => {
      const at = manifest.places.get(key);
      return [name, at?.file, at?.line, at?.column];
    }),
  );
  return { told, places, manifest: [...jsonParts(document)].join('').replaceAll(/"created_at":[\d.]+/g, '') };
}

async function parsed(p: TestProject, state: State): Promise<{ warm: ParseResult; full: ParseResult }> {
  const { env, vars } = state;
  let engine: Engine | undefined;
  try {
    engine = await openEngine({ projectDir: p.root, cwd: p.root, env, vars });
    const world = createWorld(engine, 'parse', { fullRefresh: state.fullRefresh });
    const input = { project: engine.project, world, savedMacros };
    const warm = parseProject({ ...input, last: { text: state.kept, code: CODE } });
    return { warm, full: parseProject(input) };
  } finally {
    await engine?.close();
  }
}

test('a parse that uses the last one gives what a full parse gives, whatever was edited in between', async () => {
  const edits = fc.array(anyEdit, { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(beginning, edits, async (files, changes) => {
      const p = await project(Object.fromEntries(Object.entries(files).filter(isThere)));
      const state: State = { env: {}, vars: '{}', fullRefresh: false, kept: undefined };
      state.kept = (await parsed(p, state)).warm.reuse?.text() ?? undefined;
      for (const edit of changes) {
        apply(p, state, edit);
        const { warm, full } = await parsed(p, state);
        expect(shown(warm)).toEqual(shown(full));
        state.kept = warm.reuse?.text() ?? state.kept;
      }
      p.remove();
    }),
    { numRuns: 500 },
  );
}, 600_000);

const isThere = (entry: readonly [string, string | null]): entry is [string, string] => entry[1] !== null;

const said = (p: TestProject): readonly string[] =>
  p.events.flatMap((event) =>
    event.type === 'note' && /[Pp]arti?al pars/.test(event.message) ? [event.message] : [],
  );

const SMALL = { 'models/a.sql': 'select {{ 1 + 1 }} as id', 'models/b.sql': "select * from {{ ref('a') }}" };
const KEPT = 'target/partial_parse.tsdbt';

test('what was reused is told', async () => {
  const p = await project(SMALL);
  await p.parse();
  expect(said(p)).toEqual([
    'Unable to do partial parsing because saved manifest not found. Starting full parse.',
  ]);
  await p.run();
  expect(said(p)).toEqual([
    'Partial parsing enabled, no changes found, skipping parsing',
    'Nothing changed, skipping partial parsing.',
  ]);
  p.write('models/a.sql', 'select 3 as id');
  p.write('models/c.sql', 'select 3 as id');
  rmSync(join(p.root, 'models/b.sql'));
  await p.parse();
  expect(said(p)).toEqual(['Partial parsing enabled: 1 files deleted, 1 files added, 1 files changed.']);
  p.write('macros/ref.sql', '{% macro ref(name) %}{{ return(builtins.ref(name)) }}{% endmacro %}');
  await p.parse();
  expect(said(p)[0]).toContain('change detected to override macro. Starting full parse.');
});

test.each([
  ['cut off', (text: string) => text.slice(0, text.length / 2)],
  ['damaged', (text: string) => text.replace('"template":true', '"template":null')],
  ['empty', () => ''],
  ['of something else', () => '{"metadata": {}}'],
])('a saved parse that is %s is not used, and that is told', async (_, damage) => {
  const p = await project(SMALL);
  await p.parse();
  p.write(KEPT, damage(p.read(KEPT)));
  expect((await p.run()).statuses).toEqual({ a: 'success', b: 'success' });
  expect(said(p)).toEqual([
    'Unable to do partial parsing because the saved parse cannot be read. Starting full parse.',
  ]);
});

test('another version leaves nothing to use', async () => {
  const p = await project(SMALL);
  await p.parse();
  const engine = await openEngine({ projectDir: p.root, cwd: p.root, env: {} });
  const world = createWorld(engine, 'parse', {});
  const { reuse } = parseProject({
    project: engine.project,
    world,
    last: { text: p.read(KEPT), code: 'other' },
  });
  await engine.close();
  expect(reuse?.why).toBe('of a version mismatch. Starting full parse.');
});

test('--no-partial-parse neither reads nor writes', async () => {
  const p = await project(SMALL, { flags: { partial_parse: false } });
  await p.parse();
  expect(said(p)).toEqual(['Partial parsing not enabled']);
  expect(p.exists(KEPT)).toBe(false);
});

test('errors are told again, and keep nothing from being kept', async () => {
  const p = await project(SMALL);
  await p.parse();
  p.write('models/a.sql', 'select {{ 1 + }}');
  for (const _ of [1, 2]) expect((await p.parse()).error?.first.code).toBe('TD301');
  p.write('models/a.sql', SMALL['models/a.sql']);
  await p.parse();
  expect(said(p)[0]).toBe('Partial parsing enabled, no changes found, skipping parsing');
});
