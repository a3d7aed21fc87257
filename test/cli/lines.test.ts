import { expect, test } from 'vitest';
import { createColors } from '../../src/cli/console/colors.ts';
import { createTranslator } from '../../src/cli/dbt/translate.ts';
import { jsonReporter } from '../../src/cli/reporters/json.ts';
import { plainReporter } from '../../src/cli/reporters/plain.ts';
import type { Event } from '../../src/core/events.ts';
import { createEmitter, type NodeSummary } from '../../src/core/events.ts';
import { nodeId, runId } from '../../src/core/ids.ts';
import type { NodeResult } from '../../src/core/result.ts';

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

const node: NodeSummary = {
  id: nodeId('model.shop.a'),
  name: 'a',
  resourceType: 'model',
  path: 'a.sql',
  file: 'models/a.sql',
  sqlPath: 'shop/models/a.sql',
  checksum: 'abc',
  materialized: 'view',
  description: 'sql view model main.a',
  relation: { database: 'shop', schema: 'main', alias: 'a', name: '"shop"."main"."a"' },
  meta: {},
  group: null,
};

const base = {
  id: node.id,
  seconds: 0.05,
  timing: [],
  thread: 'Thread-1',
  response: {},
  compiledCode: 'select 1',
  relationName: '"shop"."main"."a"',
};
const good: NodeResult = { ...base, status: 'success', message: 'OK' };
const bad: NodeResult = {
  ...base,
  status: 'error',
  message: 'Runtime Error in model a (models/a.sql)\n  no such column',
  diagnostic: {
    code: 'TD501',
    message: 'no such column',
    at: { file: 'models/a.sql', line: 1, column: 8, text: 'select x' },
  },
};

const look = { colors: createColors(false), width: 80, allDeprecations: false };

function plain(...events: Event[]): string {
  let out = '';
  const sink = plainReporter(
    createTranslator(look),
    (text) => {
      out += text;
    },
    {
      level: 'info',
      format: 'text',
      print: true,
      mask: (text) => text.replaceAll('hunter2', '*****'),
    },
  );
  const emit = createEmitter(runId('id'), [sink], () => AT);
  for (const event of events) emit(event);
  return out;
}

const run = (result: NodeResult): Event[] => [
  { type: 'run:start', kind: 'run', nodes: 1, threads: 4, target: 'dev' },
  { type: 'node:start', node, index: 1, total: 1 },
  { type: 'node:end', node, index: 1, total: 1, result },
  { type: 'run:end', kind: 'run', results: [result], seconds: 0.2, cancelled: false },
];

test('a run as dbt tells it, and where its SQL is', () => {
  expect(plain(...run(good))).toBe(
    [
      '03:04:05  ',
      "03:04:05  Concurrency: 4 threads (target='dev')",
      '03:04:05  ',
      '03:04:05  1 of 1 START sql view model main.a ............................................. [RUN]',
      '03:04:05  1 of 1 OK created sql view model main.a ........................................ [OK in 0.05s]',
      '03:04:05  ',
      '03:04:05  Finished running 1 view model in 0 hours 0 minutes and 0.20 seconds (0.20s).',
      '03:04:05  ',
      '03:04:05  Completed successfully',
      '03:04:05  ',
      '03:04:05  Compiled SQL is in target/compiled/shop',
      '03:04:05  Done. PASS=1 WARN=0 ERROR=0 SKIP=0 NO-OP=0 TOTAL=1',
      '',
    ].join('\n'),
  );
});

test('a failure: what dbt calls it, the place with its line, and where the compiled SQL is', () => {
  const out = plain(...run(bad));
  expect(out).toContain('1 of 1 ERROR creating sql view model main.a');
  expect(out).toContain('Completed with 1 error, 0 partial successes, and 0 warnings:');
  expect(out).toContain('Failure in model a (models/a.sql)');
  expect(out).toContain('  Runtime Error in model a (models/a.sql)\n');
  expect(out).toContain('models/a.sql:1:8');
  expect(out).toContain('1 │ select x\n');
  expect(out).toContain('compiled code at target/compiled/shop/models/a.sql');
  expect(out).toContain('Done. PASS=0 WARN=0 ERROR=1 SKIP=0 NO-OP=0 TOTAL=1');
});

test('data has no time in front', () => {
  expect(plain({ type: 'output', text: 'shop.a' })).toBe('shop.a\n');
});

test('secrets are masked', () => {
  expect(plain({ type: 'template:log', message: 'password hunter2', info: true, node: null })).toBe(
    '03:04:05  password *****\n',
  );
});

test('a fatal error follows dbt’s words', () => {
  const out = plain({
    type: 'fatal',
    diagnostics: [{ code: 'TD201', message: 'model "x" not found', help: 'did you mean "y"?' }],
  });
  expect(out).toContain('Encountered an error:\nerror TD201: model "x" not found\n  help: did you mean "y"?');
  expect(out).toContain('docs/reference/errors.md#td201');
});

test('JSON lines carry dbt’s names, codes and data', () => {
  const lines: unknown[] = [];
  const sink = jsonReporter(createTranslator(look), (text) => lines.push(JSON.parse(text)), {
    level: 'info',
    print: true,
    pid: 7,
    extra: {},
    mask: (text) => text,
  });
  const emit = createEmitter(runId('an-id'), [sink], () => AT);
  for (const event of run(good)) emit(event, 'Thread-1');
  expect(lines).toContainEqual({
    data: {
      description: 'sql view model main.a',
      index: 1,
      total: 1,
      node_info: {
        materialized: 'view',
        meta: {},
        node_checksum: 'abc',
        node_finished_at: '',
        node_name: 'a',
        node_path: 'a.sql',
        node_relation: { alias: 'a', database: 'shop', relation_name: '"shop"."main"."a"', schema: 'main' },
        node_started_at: '2026-01-02T03:04:05.678',
        node_status: 'started',
        resource_type: 'model',
        unique_id: 'model.shop.a',
      },
    },
    info: {
      category: '',
      code: 'Q011',
      extra: {},
      invocation_id: 'an-id',
      level: 'info',
      msg: '1 of 1 START sql view model main.a ............................................. [RUN]',
      name: 'LogStartLine',
      pid: 7,
      thread: 'Thread-1',
      ts: '2026-01-02T03:04:05.678000Z',
    },
  });
  expect(lines.map((line) => (line as { info: { name: string } }).info.name)).toEqual([
    'Formatting',
    'ConcurrencyLine',
    'Formatting',
    'LogStartLine',
    'LogModelResult',
    'Formatting',
    'FinishedRunningStats',
    'Formatting',
    'EndOfRunSummary',
    'Formatting',
    'StatsLine',
  ]);
});
