import { expect, test } from 'vitest';
import { types } from '../../adapters/duckdb/types.ts';
import { adapterNames, Column, EMBEDDED, loadAdapter } from '../../src/adapter/index.ts';

const rules = { types, quote: '"' };

test('a type is read from its description and written with its size', () => {
  const text = Column.fromDescription(rules, 'a', 'varchar(10)');
  expect([text.dtype, text.charSize, text.dataType, text.isString()]).toEqual([
    'varchar',
    10,
    'character varying(10)',
    true,
  ]);
  const number = Column.fromDescription(rules, 'b', 'numeric(28, 6)');
  expect([number.dataType, number.isNumeric(), number.isNumber(), number.isInteger()]).toEqual([
    'numeric(28,6)',
    true,
    true,
    false,
  ]);
  expect(() => Column.fromDescription(rules, 'c', 'numeric(a,b)')).toThrow(
    'could not convert "a" to an integer',
  );
});

test('names, literals and labels', () => {
  expect(Column.create(rules, 'a', 'string').dtype).toBe('TEXT');
  expect(new Column(rules, 'a b', 'integer').quoted).toBe('"a b"');
  expect(new Column(rules, 'a', 'integer').literal('1')).toBe('1::integer');
});

test('text can expand to longer text only', () => {
  const [short, long] = [5, 20].map((charSize) => new Column(rules, 'a', 'varchar', { charSize }));
  expect([long && short?.canExpandTo(long), short && long?.canExpandTo(short)]).toEqual([true, false]);
  expect(short?.canExpandTo(new Column(rules, 'b', 'integer'))).toBe(false);
  expect(() => new Column(rules, 'b', 'integer').stringSize()).toThrow('non-string');
});

test('structs are flattened, however deep', () => {
  const column = new Column(
    rules,
    's',
    'STRUCT(a VARCHAR, "b,c" DECIMAL(10,2), d STRUCT(e INTEGER, f INTEGER[]))',
  );
  expect(column.flatten().map(({ name, dtype }) => [name, dtype])).toEqual([
    ['s.a', 'VARCHAR'],
    ['s.b,c', 'DECIMAL(10,2)'],
    ['s.d.e', 'INTEGER'],
    ['s.d.f', 'INTEGER[]'],
  ]);
});

test('the registry lists what there is', async () => {
  expect((await loadAdapter(EMBEDDED.type)).name).toBe(EMBEDDED.type);
  await expect(loadAdapter('duckdbb')).rejects.toMatchObject({
    diagnostics: [
      { code: 'TD601', help: `did you mean "duckdb"? set "type" to one of: ${adapterNames().join(', ')}` },
    ],
  });
});
