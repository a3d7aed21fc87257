import { PyError, PyFloat, PyObject, type Value } from '../../template/index.ts';
import { format as formatNumber } from '../../template/python/format-spec.ts';
import { isInt } from '../../template/python/numbers.ts';
import {
  type Digits,
  decimalText,
  divide,
  fixedText,
  normalPower,
  parseDigits,
  plus,
  remainder,
  rounded,
  times,
} from './decimal-digits.ts';

/** Python's Decimal: exact decimal digits, as warehouses return them. */
export class PyDecimal extends PyObject {
  readonly typeName = 'decimal.Decimal';
  readonly digits: Digits;

  constructor(digits: Digits) {
    super();
    this.digits = digits;
  }

  /** A decimal from its text (`12.50`, `1e3`); a PyError (ValueError) for anything else. */
  static parse(text: string): PyDecimal {
    const digits = parseDigits(text);
    if (!digits) throw new PyError('ValueError', `invalid decimal: ${text}`);
    return new PyDecimal(digits);
  }

  override attribute(): undefined {
    return undefined;
  }
  override float(): number {
    return Number(this.str());
  }
  override int(): number | bigint {
    const { coefficient, exponent } = this.digits;
    const whole =
      exponent < 0 ? coefficient / 10n ** BigInt(-exponent) : coefficient * 10n ** BigInt(exponent);
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
  }
  override truthy(): boolean {
    return this.digits.coefficient !== 0n;
  }
  override equals(other: Value): boolean {
    return this.compare(other) === 0;
  }
  override hash(): unknown {
    const { coefficient, exponent } = this.digits;
    if (exponent < 0) return Number(this.str());
    const whole = coefficient * 10n ** BigInt(exponent);
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
  }
  override compare(other: Value): number | undefined {
    const right = operand(other);
    if (right) return Number(plus(this.digits, { ...right, coefficient: -right.coefficient }).coefficient);
    const float = floatOf(other);
    return float === undefined ? undefined : this.float() - float;
  }
  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (other === null) return this.#signed(operator);
    if (operator === 'round')
      return new PyDecimal(parseDigits(fixedText(this.digits, Number(other))) ?? this.digits);
    const right = operand(other);
    const operation = OPERATIONS.get(operator);
    if (!right || !operation) return undefined;
    const result = reflected ? operation(right, this.digits) : operation(this.digits, right);
    return new PyDecimal(rounded(result));
  }
  #signed(operator: string): PyDecimal {
    const { coefficient, exponent } = this.digits;
    const turn = operator === '-' || (operator === 'abs' && coefficient < 0n);
    return new PyDecimal({ coefficient: turn ? -coefficient : coefficient, exponent });
  }
  override format(spec: string): string {
    if (spec === '') return this.str();
    return formatNumber(
      this.float(),
      /[a-zA-Z%]$/.test(spec)
        ? spec
        : `${spec}${this.digits.exponent < 0 && !spec.includes('.') ? `.${-this.digits.exponent}` : ''}f`,
    );
  }
  str(): string {
    return decimalText(this.digits);
  }
  override repr(): string {
    return `Decimal('${this.str()}')`;
  }
}

const OPERATIONS: ReadonlyMap<string, (a: Digits, b: Digits) => Digits> = new Map([
  ['+', plus],
  ['-', (a: Digits, b: Digits) => plus(a, { ...b, coefficient: -b.coefficient })],
  ['*', times],
  ['/', divide],
  ['//', (a: Digits, b: Digits) => remainder(a, b).quotient],
  ['%', (a: Digits, b: Digits) => remainder(a, b).rest],
  ['**', normalPower],
]);

function operand(value: Value): Digits | undefined {
  if (value instanceof PyDecimal) return value.digits;
  if (typeof value === 'boolean' || isInt(value)) return { coefficient: BigInt(value), exponent: 0 };
  return undefined;
}

function floatOf(value: Value): number | undefined {
  if (value instanceof PyFloat) return value.value;
  return typeof value === 'number' ? value : undefined;
}
