/** datetime.timedelta. */
import { hostFunction } from '../call.ts';
import { pyClass } from '../class.ts';
import { roundedQuotient } from '../decimals.ts';
import { float, int, isFloat, isInt, isNumber, toBig, toNumber, typeName } from '../numbers.ts';
import { PyError, PyObject, type Value } from '../value.ts';
import { DAY, digits, floorDivide, timeOf } from './calendar.ts';

/** A span of time, in microseconds. */
export class TimeDelta extends PyObject {
  readonly typeName = 'datetime.timedelta';
  readonly micros: bigint;
  constructor(micros: bigint) {
    super();
    if (micros > 999_999_999n * DAY + DAY || micros < -999_999_999n * DAY) {
      throw new PyError(
        'OverflowError',
        `days=${floorDivide(micros, DAY)}; must have magnitude <= 999999999`,
      );
    }
    this.micros = micros;
  }
  #days(): bigint {
    return floorDivide(this.micros, DAY);
  }
  #rest(): bigint {
    return this.micros - this.#days() * DAY;
  }
  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'days':
        return Number(this.#days());
      case 'seconds':
        return Number(this.#rest() / 1_000_000n);
      case 'microseconds':
        return Number(this.#rest() % 1_000_000n);
      case 'total_seconds':
        return hostFunction(name, [], () => float(Number(this.micros) / 1_000_000));
      default:
        return undefined;
    }
  }
  override truthy(): boolean {
    return this.micros !== 0n;
  }
  override equals(other: Value): boolean {
    return other instanceof TimeDelta && other.micros === this.micros;
  }
  override hash(): unknown {
    return `\u0000timedelta${this.micros}`;
  }
  override compare(other: Value): number | undefined {
    if (!(other instanceof TimeDelta)) return undefined;
    return this.micros < other.micros ? -1 : this.micros > other.micros ? 1 : 0;
  }
  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (operator === 'abs') return new TimeDelta(this.micros < 0n ? -this.micros : this.micros);
    if (other === null)
      return operator === '-' ? new TimeDelta(-this.micros) : operator === '+' ? this : undefined;
    if (other instanceof TimeDelta) return this.#withDelta(operator, other, reflected);
    if (!isNumber(other) || (reflected && operator !== '*')) return undefined;
    return this.#withNumber(operator, other);
  }
  #withDelta(operator: string, other: TimeDelta, reflected: boolean): Value | undefined {
    const [a, b] = reflected ? [other.micros, this.micros] : [this.micros, other.micros];
    if (operator === '+') return new TimeDelta(a + b);
    if (operator === '-') return new TimeDelta(a - b);
    if (!['/', '//', '%'].includes(operator)) return undefined;
    if (b === 0n)
      throw new PyError(
        'ZeroDivisionError',
        operator === '/' ? 'division by zero' : 'integer division or modulo by zero',
      );
    if (operator === '/') return float(Number(a) / Number(b));
    return operator === '//' ? int(floorDivide(a, b)) : new TimeDelta(a - floorDivide(a, b) * b);
  }
  #withNumber(operator: string, other: Exclude<Value, null>): Value | undefined {
    if (isFloat(other)) {
      const value = toNumber(other);
      if (operator === '*') return new TimeDelta(rounded(Number(this.micros) * value));
      return operator === '/' ? new TimeDelta(rounded(Number(this.micros) / value)) : undefined;
    }
    if (!isInt(other) && typeof other !== 'boolean') return undefined;
    const count = toBig(other);
    if (operator === '*') return new TimeDelta(this.micros * count);
    if (operator !== '/' && operator !== '//') return undefined;
    if (count === 0n) throw new PyError('ZeroDivisionError', 'integer division or modulo by zero');
    if (operator === '//') return new TimeDelta(floorDivide(this.micros, count));
    return new TimeDelta(signedQuotient(this.micros, count));
  }
  str(): string {
    const days = this.#days();
    const { hour, minute, second, microsecond } = timeOf(this.#rest());
    const time = `${hour}:${digits(minute)}:${digits(second)}${microsecond ? `.${digits(microsecond, 6)}` : ''}`;
    const plural = days === 1n || days === -1n ? '' : 's';
    return days === 0n ? time : `${days} day${plural}, ${time}`;
  }
  override repr(): string {
    const parts = ['days', 'seconds', 'microseconds'].flatMap((name) => {
      const value = this.attribute(name);
      return value === 0 ? [] : [`${name}=${Number(value)}`];
    });
    return `datetime.timedelta(${parts.join(', ') || '0'})`;
  }
}

function signedQuotient(a: bigint, b: bigint): bigint {
  const size = roundedQuotient(a < 0n ? -a : a, b < 0n ? -b : b);
  return a < 0n !== b < 0n ? -size : size;
}

/** The nearest integer, halves to even. */
function rounded(value: number): bigint {
  const low = Math.floor(value);
  const rest = value - low;
  const up = rest > 0.5 || (rest === 0.5 && low % 2 !== 0);
  return BigInt(up ? low + 1 : low);
}

const UNITS = [DAY, 1_000_000n, 1n, 1000n, 60_000_000n, 3_600_000_000n, 7n * DAY];

/** timedelta(days, seconds, microseconds, milliseconds, minutes, hours, weeks). */
export const timeDeltaClass = pyClass(
  'datetime.timedelta',
  ['days?', 'seconds?', 'microseconds?', 'milliseconds?', 'minutes?', 'hours?', 'weeks?'],
  (days, seconds, micros, millis, minutes, hours, weeks) => {
    const values = [days, seconds, micros, millis, minutes, hours, weeks];
    let whole = 0n;
    let fraction = 0;
    values.forEach((value, i) => {
      const unit = UNITS[i] ?? 1n;
      if (value === undefined) return;
      if (!isNumber(value)) {
        const types = `unsupported type for timedelta ${NAMES[i]} component: ${typeName(value)}`;
        throw new PyError('TypeError', types);
      }
      if (isFloat(value)) {
        const number = toNumber(value);
        const whole1 = Math.trunc(number);
        whole += BigInt(whole1) * unit;
        fraction += (number - whole1) * Number(unit);
      } else whole += toBig(value) * unit;
    });
    return new TimeDelta(whole + rounded(fraction));
  },
  {
    min: new TimeDelta(-999_999_999n * DAY),
    max: new TimeDelta(999_999_999n * DAY + DAY - 1n),
    resolution: new TimeDelta(1n),
  },
);

const NAMES = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'];
