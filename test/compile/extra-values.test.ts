import { expect, test } from 'vitest';
import { extraValues } from '../../src/compile/index.ts';
import { parseTemplate } from '../../src/template/index.ts';

const data = {
  results: [
    {
      status: 'success',
      node: { unique_id: 'model.p.a', config: { materialized: 'view' } },
      failures: null,
      timing: [{ name: 'execute' }],
    },
  ],
  schemas: ['main'],
  database_schemas: [['db', 'main']],
};

const render = (text: string): unknown => {
  const values = extraValues(data);
  return parseTemplate(text, { file: 'hook' }).render({ lookup: (name) => values.get(name) });
};

test('results are objects with to_dict(), as their nodes are', () => {
  expect(
    render(
      '{% for r in results %}{{ r.node.unique_id }} {{ r.status }} {{ r.failures }} {{ r.node.config.materialized }}{% endfor %}',
    ),
  ).toBe('model.p.a success None view');
  expect(
    render(
      "{{ results[0].to_dict()['status'] }} {{ results[0].node.to_dict() is mapping }} {{ results[0] is mapping }} {{ results[0].timing[0].to_dict() }}",
    ),
  ).toBe("success True False {'name': 'execute'}");
});

test('database_schemas are pairs', () => {
  expect(render('{{ schemas }} {{ database_schemas }}')).toBe("['main'] [('db', 'main')]");
});
