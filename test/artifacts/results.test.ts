import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type ArtifactContext,
  writeCatalog,
  writeRunResults,
  writeSources,
} from '../../src/artifacts/index.ts';
import { nodeId } from '../../src/core/ids.ts';
import type { NodeResult } from '../../src/core/result.ts';
import { manifestOf } from '../support/manifest-of.ts';

let context: ArtifactContext;
beforeEach(async () => {
  context = {
    targetPath: await mkdtemp(join(tmpdir(), 'results-')),
    invocationId: '6b7e3c8e-1111-4222-8333-444455556666',
    invocationStartedAt: new Date('2024-01-02T03:04:05Z'),
    env: { team: 's3cret!' },
    adapterType: 'duckdb',
    args: { which: 'run', vars: { token: 's3cret!' } },
    mask: (text) => text.replaceAll('s3cret!', '*****'),
  };
});
afterEach(() => rm(context.targetPath, { recursive: true }));

const read = async (file: string) => JSON.parse(await readFile(join(context.targetPath, file), 'utf8'));
const base = {
  seconds: 0.5,
  timing: [
    { name: 'execute', startedAt: '2024-01-02T03:04:05.000001Z', completedAt: '2024-01-02T03:04:06Z' },
  ],
  thread: 'Thread-1',
  message: 'OK',
  response: { _message: 'OK' },
  compiledCode: "select 's3cret!'",
  relationName: '"db"."main"."a"',
} as const;

describe('run_results.json', () => {
  test('has dbt’s fields; secrets are masked in what is said, never in SQL', async () => {
    const results: NodeResult[] = [
      { ...base, id: nodeId('model.p.a'), status: 'success' },
      {
        ...base,
        id: nodeId('test.p.t'),
        status: 'fail',
        failures: 2,
        message: 'Got s3cret!',
        diagnostic: { code: 'TD502', message: '' },
      },
      {
        ...base,
        id: nodeId('model.p.b'),
        status: 'skipped',
        because: nodeId('model.p.a'),
        reason: 'upstream',
        compiledCode: null,
      },
    ];
    await writeRunResults(context, { results, seconds: 1.5, cancelled: false, freshness: new Map() });
    const written = await read('run_results.json');
    expect(written.metadata).toMatchObject({
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json',
      invocation_id: context.invocationId,
      env: { team: '*****' },
    });
    expect(written.args.vars.token).toBe('*****');
    expect(written.results[0]).toEqual({
      status: 'success',
      timing: [
        { name: 'execute', started_at: base.timing[0].startedAt, completed_at: base.timing[0].completedAt },
      ],
      thread_id: 'Thread-1',
      execution_time: 0.5,
      adapter_response: { _message: 'OK' },
      message: 'OK',
      failures: null,
      unique_id: 'model.p.a',
      compiled: true,
      compiled_code: "select 's3cret!'",
      relation_name: '"db"."main"."a"',
      batch_results: null,
    });
    expect(written.results[1]).toMatchObject({ status: 'fail', failures: 2, message: 'Got *****' });
    expect(written.results[2]).toMatchObject({ status: 'skipped', compiled: false, compiled_code: null });
  });
});

describe('sources.json', () => {
  test('measured sources and those that could not be', async () => {
    const freshness = { warn_after: { count: 1, period: 'day' }, error_after: { count: null, period: null } };
    const manifest = manifestOf({
      'source.p.s.a': { fields: { freshness } },
      'source.p.s.b': { fields: { freshness } },
    });
    const [a, b] = [nodeId('source.p.s.a'), nodeId('source.p.s.b')];
    const diagnostic = { code: 'TD509', message: 'gone' } as const;
    const results: NodeResult[] = [
      { ...base, id: a, status: 'warn', failures: 1, diagnostic },
      { ...base, id: b, status: 'error', message: 'gone', diagnostic },
    ];
    const age = {
      id: a,
      maxLoadedAt: '2024-01-01T00:00:00.000Z',
      snapshottedAt: '2024-01-03T00:00:00.000Z',
      age: 172800,
      status: 'warn',
    } as const;
    await writeSources(
      context,
      { results, seconds: 1, cancelled: false, freshness: new Map([[a, age]]) },
      manifest,
    );
    const written = await read('sources.json');
    expect(written.results[0]).toMatchObject({
      unique_id: 'source.p.s.a',
      max_loaded_at_time_ago_in_s: 172800,
      status: 'warn',
      criteria: {
        warn_after: { count: 1, period: 'day' },
        error_after: { count: null, period: null },
        filter: null,
      },
    });
    expect(written.results[1]).toEqual({ unique_id: 'source.p.s.b', error: 'gone', status: 'runtime error' });
  });
});

describe('catalog.json', () => {
  test('columns in their order, under the node they belong to, whatever the case of the names', async () => {
    const manifest = manifestOf({ 'model.p.a': {}, 'source.p.s.raw': {} });
    const row = (table_name: string, column_name: string, column_index: number) => ({
      table_database: 'DB',
      table_schema: 'MAIN',
      table_name,
      table_type: 'BASE TABLE',
      table_comment: null,
      table_owner: 'me',
      column_name,
      column_index,
      column_type: 'INTEGER',
      column_comment: null,
      'stats:rows:label': 'Rows',
      'stats:rows:value': 3,
      'stats:rows:include': true,
      'stats:rows:description': 'how many',
    });
    const rows = [row('A', 'two', 2), row('A', 'one', 1), row('RAW', 'x', 1), row('ELSE', 'x', 1)];
    await writeCatalog(context, manifest, { rows });
    const written = await read('catalog.json');
    expect(Object.keys(written.nodes)).toEqual(['model.p.a']);
    expect(Object.keys(written.sources)).toEqual(['source.p.s.raw']);
    const table = written.nodes['model.p.a'];
    expect(Object.keys(table.columns)).toEqual(['one', 'two']);
    expect(table.metadata).toEqual({
      type: 'BASE TABLE',
      schema: 'MAIN',
      name: 'A',
      database: 'DB',
      comment: null,
      owner: 'me',
    });
    expect(table.stats.rows).toEqual({
      id: 'rows',
      label: 'Rows',
      value: 3,
      include: true,
      description: 'how many',
    });
    expect(table.stats.has_stats.value).toBe(true);
  });
});
