import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dumpYaml } from '../../src/scope/yaml/dump.ts';
import { fromHost, makeSet, PyDict, type Value } from '../../src/template/index.ts';
import { project } from '../support/project.ts';

/** Value, whether keys are sorted, and what PyYAML 6.0.3 writes. */
const CASES = readFileSync(join(import.meta.dirname, 'yaml-cases.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line): [unknown, boolean, string] => JSON.parse(line));

describe('toyaml writes as PyYAML', () => {
  test('in many cases', () => {
    const written = CASES.map(([value, sortKeys]) => dumpYaml(fromHost(value), sortKeys));
    expect(written).toEqual(CASES.map(([, , wanted]) => wanted));
  });

  test('what stands in two places is written once', () => {
    const list: Value[] = [1, new PyDict([['a', 'b']])];
    const all = new PyDict([
      ['x', list],
      ['y', list],
      ['z', list[1] ?? null],
    ]);
    expect(dumpYaml(all)).toBe('x: &id001\n- 1\n- &id002\n  a: b\ny: *id001\nz: *id002\n');
    const itself: Value[] = [];
    itself.push(itself);
    expect(dumpYaml(itself)).toBe('&id001\n- *id001\n');
  });

  test('sets, dates and odd numbers', async () => {
    expect(dumpYaml(makeSet([2, 1]))).toBe('!!set\n1: null\n2: null\n');
    expect(dumpYaml([Number.POSITIVE_INFINITY, 1.5e-7, 10n ** 30n])).toBe(
      '- .inf\n- 1.5e-07\n- 1000000000000000000000000000000\n',
    );
    const dates = 'modules.datetime.date(2020, 1, 2), modules.datetime.datetime(2020, 1, 2, 3, 4, 5, 6)';
    const p = await project({
      'macros/m.sql': `{% macro m() %}{{ print(toyaml([${dates}])) }}{% endmacro %}`,
    });
    expect((await p.runOperation('m')).output).toEqual(['- 2020-01-02\n- 2020-01-02 03:04:05.000006\n']);
  });
});

test('a value that YAML does not know is the default', async () => {
  const p = await project({
    'macros/m.sql': "{% macro m() %}{{ print(toyaml(ref, 'default')) }}{% endmacro %}",
  });
  expect((await p.runOperation('m')).output).toEqual(['default']);
});
