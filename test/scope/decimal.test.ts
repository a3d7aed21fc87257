import { expect, test } from 'vitest';
import { PyDecimal } from '../../src/scope/values/decimal.ts';
import { PyFloat } from '../../src/template/index.ts';
import { equals, order } from '../../src/template/python/compare.ts';
import { operate } from '../../src/template/python/operators.ts';
import { repr, str } from '../../src/template/python/print.ts';

const d = (text: string): PyDecimal => PyDecimal.parse(text);

test.each([
  ['1.50', '1.50'],
  ['1e20', '1E+20'],
  ['0.0000001', '1E-7'],
  ['0.000001', '0.000001'],
  ['-0.5', '-0.5'],
  ['123456789012345678901234567890.12', '123456789012345678901234567890.12'],
])('%s prints as %s', (text, printed) => {
  expect(str(d(text))).toBe(printed);
});

test('repr names the type', () => {
  expect(repr([d('1.0')])).toBe("[Decimal('1.0')]");
});

test.each([
  ['+', '1.50', 1, '2.50'],
  ['*', '1.50', 2, '3.00'],
  ['-', '0.30', 1, '-0.70'],
  ['//', '7.5', 2, '3'],
  ['%', '-7', 3, '-1'],
  ['**', '1.5', 2, '2.25'],
])('%s', (operator, left, right, result) => {
  expect(str(operate(operator, d(left), right))).toBe(result);
});

test('division keeps 28 digits, and no zeros that say nothing', () => {
  expect(str(operate('/', 1, d('3')))).toBe('0.3333333333333333333333333333');
  expect(str(operate('/', d('3.00'), 3))).toBe('1.00');
  expect(str(operate('/', d('10'), d('4')))).toBe('2.5');
  expect(() => operate('/', d('1'), 0)).toThrow('division by zero');
});

test('compares with ints and floats, mixes with ints only', () => {
  expect(equals(d('1.0'), 1)).toBe(true);
  expect(equals(2, d('2.5'))).toBe(false);
  expect(order(d('1.5'), 2)).toBeLessThan(0);
  expect(order(2.5, d('1.5'))).toBeGreaterThan(0);
  expect(() => operate('+', d('1'), new PyFloat(1))).toThrow('unsupported operand');
});
