import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

/** What templates printed in lines `KEY {json}`. */
function printed(p: Awaited<ReturnType<typeof project>>): Readonly<Record<string, Record<string, unknown>>> {
  const lines = p.events.flatMap((event) => (event.type === 'template:print' ? [event.message] : []));
  const pairs = lines.map(
    (text) => [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' '))] as const,
  );
  return Object.fromEntries(pairs.map(([key, json]) => [key, JSON.parse(json)]));
}

test('graph, model and results show nodes as the artifacts do, with what exists only while a command runs', async () => {
  const p = await project({
    'project.yml':
      "name: test\nversion: '1.0'\non-run-end: \"{% for r in results %}{{ print(r.node.resource_type ~ ' ' ~ tojson(r.to_dict())) }}{% endfor %}\"\n",
    'seeds/s.csv': 'id\n1\n',
    'models/a.sql':
      "{{ config(post_hook='select 1', meta={'x': none}) }}{% if execute %}{{ print('own ' ~ tojson(model)) }}{{ print('graph ' ~ tojson(graph.nodes['model.test.a'])) }}{{ print('seed_in_graph ' ~ tojson(graph.nodes['seed.test.s'])) }}{% endif %}select * from {{ ref('s') }}",
  });
  expect((await p.build()).exitCode).toBe(0);
  const { own, graph, seed_in_graph: seed, model, seed: seedResult } = printed(p);
  expect(own).toMatchObject({
    config: { meta: { x: null }, 'post-hook': [{ sql: 'select 1', transaction: true }] },
    refs: [{ name: 's' }],
  });
  expect(JSON.stringify(own)).not.toContain('"index"');
  expect(graph).toMatchObject({ compiled_path: null, defer_relation: null, batch: null, build_path: null });
  expect(seed).toMatchObject({ depends_on: { macros: [] }, defer_relation: null });
  expect(seed).not.toHaveProperty('language');
  expect(model).toMatchObject({
    status: 'success',
    batch_results: null,
    node: {
      build_path: 'target/run/test/models/a.sql',
      compiled_path: 'target/compiled/test/models/a.sql',
      compiled: true,
      compiled_code: 'select * from "test"."main"."s"',
    },
  });
  expect(seedResult).toMatchObject({ node: { unique_id: 'seed.test.s', build_path: null } });
});
