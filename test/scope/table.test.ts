import { expect, test } from 'vitest';
import type { Cell, QueryResult } from '../../src/adapter/index.ts';
import { resultTable } from '../../src/scope/values/cells.ts';
import type { Value } from '../../src/template/index.ts';
import { callValue } from '../../src/template/index.ts';
import { attributeOf, itemOf } from '../../src/template/python/methods/attribute.ts';
import { repr, str } from '../../src/template/python/print.ts';
import { listOf } from '../../src/template/python/sequence.ts';

const result = (names: string[], ...rows: Cell[][]): QueryResult => ({
  columns: names.map((name) => ({ name, type: 'ANY' })),
  rows,
  rowsAffected: null,
  message: 'OK',
  response: {},
});

const decimal = (text: string): Cell => ({ kind: 'decimal', text });
const at = (value: Value, ...path: Value[]): Value =>
  path.reduce<Value>((v, key) => sync(itemOf(v, key)), value);
const call = (value: Value, method: string, ...args: Value[]): Value =>
  sync(callValue(sync(attributeOf(value, method)), args));
const attribute = (value: Value, name: string): Value => sync(attributeOf(value, name));
const sync = (value: Value | Promise<Value>): Value => {
  if (value instanceof Promise) throw new Error('a promise');
  return value;
};

test('each column has the type that dbt gives it', () => {
  const table = resultTable(
    result(
      ['i', 'd', 'f', 'b', 's', 'l', 'n', 'mixed'],
      [
        1,
        decimal('1.50'),
        { kind: 'float', value: 2 },
        true,
        'x',
        { kind: 'other', text: '[1, 2]', data: [1, 2] },
        null,
        1,
      ],
      [10n ** 18n, null, { kind: 'float', value: 1e20 }, false, null, null, null, decimal('1.5')],
    ),
  );
  expect(table.data.kinds).toEqual([
    'Integer',
    'Number',
    'Number',
    'Boolean',
    'Text',
    'Text',
    'Integer',
    'Number',
  ]);
  expect(repr(call(at(table.columns, 0), 'values'))).toBe('(1, 1000000000000000000)');
  expect(repr(call(at(table.columns, 'f'), 'values'))).toBe("(Decimal('2.0'), Decimal('1E+20'))");
  expect(repr(call(at(table.columns, 'mixed'), 'values'))).toBe("(Decimal('1'), Decimal('1.5'))");
  expect(str(at(table.rows, 0, 'l'))).toBe('[1, 2]');
});

test('rows are read by number and by name, columns as well', () => {
  const table = resultTable(result(['id', 'name', 'id'], [1, 'a', 2], [3, 'b', 4]));
  expect(repr(sync(attributeOf(table, 'column_names')))).toBe("('id', 'name', 'id_2')");
  expect(at(table.rows, 1, 'id_2')).toBe(4);
  expect(at(table.rows, 0, 0)).toBe(1);
  expect(at(table.rows, -1, 'name')).toBe('b');
  expect(repr(call(at(table.rows, 0), 'values'))).toBe("(1, 'a', 2)");
  expect(repr(call(call(table, 'exclude', ['id']), 'rename', ['x', 'y']))).toContain('| x ');
});

test('print_table draws what dbt draws', () => {
  const printed: string[] = [];
  const rows: Cell[][] = [
    [1, decimal('1234.50'), 'x'],
    [null, decimal('2'), 'a text that is too long for a column'],
  ];
  const table = resultTable(result(['a', 'amount', 'b'], ...rows), (text) => printed.push(text));
  call(table, 'print_table');
  expect(printed.join('')).toBe(
    [
      '| a |  amount | b                    |',
      '| - | ------- | -------------------- |',
      '| 1 | 1,234.5 | x                    |',
      '|   |     2.0 | a text that is to... |',
    ].join('\n'),
  );
});

test('no rows: every column counts as Integer, and nothing is there', () => {
  const table = resultTable(result(['a']));
  expect(table.data.kinds).toEqual(['Integer']);
  expect(repr(call(at(table.columns, 0), 'values'))).toBe('()');
  expect(table.truthy()).toBe(false);
});

test('the type of a column writes values as agate does', () => {
  const cells: Cell[] = [
    1n,
    decimal('1.50'),
    true,
    'x',
    { kind: 'date', text: '2024-02-29' },
    { kind: 'timestamp', text: '2024-02-29 10:00:00', zoned: false },
  ];
  const table = resultTable(result(['i', 'd', 'b', 's', 'day', 'at'], cells));
  const written = (method: string) =>
    listOf(at(attribute(table, 'columns'))).map((column, i) =>
      repr(call(attribute(column, 'data_type'), method, at(table, 0, i))),
    );
  expect(written('jsonify')).toEqual(['1', '1.5', 'True', "'x'", "'2024-02-29'", "'2024-02-29T10:00:00'"]);
  expect(written('csvify').slice(0, 3)).toEqual(["'1'", "'1.50'", "'True'"]);
  const type = attribute(at(attribute(table, 'columns'), 's'), 'data_type');
  expect([str(type), call(type, 'jsonify', null)]).toEqual(['Text', null]);
});
