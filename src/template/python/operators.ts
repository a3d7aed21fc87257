/** Python's arithmetic: `+ - * / // % **`, with ints that do not overflow. */
import { float, int, isFloat, isInt, isNumber, toBig, toNumber, typeName } from './numbers.ts';
import { formatPercent } from './percent.ts';
import { undefinedError } from './sequence.ts';
import { PyError, type PyFloat, PyObject, PySet, PyTuple, Undefined, type Value } from './value.ts';

type AnyNumber = number | bigint | boolean | PyFloat;
type AnyInt = number | bigint | boolean;

/** The longest text and list that `+` and `*` may make, and the most bits that `**` may. */
const LONGEST = 100_000_000;
const MOST_ITEMS = 10_000_000;
const MOST_BITS = 1_000_000;

/** left operator right; a PyError in Python's words when the types do not fit. */
export function operate(operator: string, left: Value, right: Value): Value {
  if (isNumber(left) && isNumber(right)) return arithmetic(operator, left, right);
  if (left instanceof Undefined) throw undefinedError(left);
  if (operator === '%' && typeof left === 'string') return formatPercent(left, right);
  if (right instanceof Undefined) throw undefinedError(right);
  const own = left instanceof PyObject ? left.operate?.(operator, right, false) : undefined;
  const result = own ?? (right instanceof PyObject ? right.operate?.(operator, left, true) : undefined);
  return result ?? onSequences(operator, left, right) ?? unsupported(operator, left, right);
}

function onSequences(operator: string, left: Value, right: Value): Value | undefined {
  if (operator === '+') return joined(left, right);
  if (operator === '*') return repeated(left, right) ?? repeated(right, left);
  if (operator === '-' && left instanceof PySet && right instanceof PySet) {
    return new PySet(
      [...left.itemsByHash].filter(([hash]) => !right.itemsByHash.has(hash)).map(([, item]) => item),
    );
  }
  return undefined;
}

function unsupported(operator: string, left: Value, right: Value): never {
  if (operator === '+' && typeof left === 'string') {
    throw new PyError('TypeError', `can only concatenate str (not "${typeName(right)}") to str`);
  }
  if (operator === '+' && (Array.isArray(left) || left instanceof PyTuple)) {
    const type = typeName(left);
    throw new PyError('TypeError', `can only concatenate ${type} (not "${typeName(right)}") to ${type}`);
  }
  if (operator === '*' && (isSequence(left) || isSequence(right))) {
    const other = isSequence(left) ? right : left;
    throw new PyError('TypeError', `can't multiply sequence by non-int of type '${typeName(other)}'`);
  }
  const shown = operator === '**' ? '** or pow()' : operator;
  const types = `'${typeName(left)}' and '${typeName(right)}'`;
  throw new PyError('TypeError', `unsupported operand type(s) for ${shown}: ${types}`);
}

const isSequence = (value: Value): boolean =>
  typeof value === 'string' || Array.isArray(value) || value instanceof PyTuple;

function joined(left: Value, right: Value): Value | undefined {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (Array.isArray(left) && Array.isArray(right)) return concatenated(left, right);
  if (left instanceof PyTuple && right instanceof PyTuple)
    return new PyTuple(concatenated(left.items, right.items));
  return undefined;
}

function concatenated(left: readonly Value[], right: readonly Value[]): Value[] {
  bounded(1, left.length + right.length, MOST_ITEMS);
  return left.concat(right);
}

function repeated(sequence: Value, times: Value): Value | undefined {
  if (!isInt(times) && typeof times !== 'boolean') return undefined;
  const count = Math.max(0, Number(times));
  if (typeof sequence === 'string') return sequence.repeat(bounded(count, sequence.length));
  if (Array.isArray(sequence)) return repeatItems(sequence, count);
  if (sequence instanceof PyTuple) return new PyTuple(repeatItems(sequence.items, count));
  return undefined;
}

const repeatItems = (items: readonly Value[], count: number): Value[] =>
  Array.from(
    { length: items.length * bounded(count, items.length, MOST_ITEMS) },
    (_, i) => items[i % items.length] ?? null,
  );

function bounded(count: number, length: number, most = LONGEST): number {
  if (count * length > most) {
    throw new PyError('MemoryError', `stopped: ${count * length} items or characters are too many`, 'TD308');
  }
  return length === 0 ? 0 : count;
}

function arithmetic(operator: string, left: AnyNumber, right: AnyNumber): Value {
  if (isFloat(left) || isFloat(right)) return onFloats(operator, toNumber(left), toNumber(right));
  return onInts(operator, left, right);
}

function onInts(operator: string, left: AnyInt, right: AnyInt): Value {
  const quick = quickInts(operator, Number(left), Number(right));
  if (quick !== undefined && Number.isSafeInteger(Number(left)) && Number.isSafeInteger(Number(right)))
    return quick;
  if (operator === '/') return divide(Number(left), Number(right));
  if (operator === '**') return power(toBig(left), toBig(right));
  const a = toBig(left);
  const b = toBig(right);
  if (operator === '+') return int(a + b);
  if (operator === '-') return int(a - b);
  if (operator === '*') return int(a * b);
  if (b === 0n)
    throw zero(operator === '//' ? 'integer division or modulo by zero' : 'integer modulo by zero');
  const rest = floorRest(a, b);
  return int(operator === '%' ? rest : (a - rest) / b);
}

const floorRest = (a: bigint, b: bigint): bigint => {
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
};

/** The result where it surely stays a safe integer. */
function quickInts(operator: string, a: number, b: number): number | undefined {
  let result: number | undefined;
  if (operator === '+') result = a + b;
  else if (operator === '-') result = a - b;
  else if (operator === '*') result = a * b;
  return result !== undefined && Number.isSafeInteger(result) ? result + 0 : undefined;
}

const zero = (message: string): PyError => new PyError('ZeroDivisionError', message);

function divide(a: number, b: number, message = 'division by zero'): Value {
  if (b === 0) throw zero(message);
  return float(a / b);
}

function power(base: bigint, exponent: bigint): Value {
  if (exponent < 0n) {
    if (base === 0n) throw zero('0.0 cannot be raised to a negative power');
    return float(Number(base) ** Number(exponent));
  }
  if (base.toString(2).length * Number(exponent) > MOST_BITS && base !== 0n && base !== 1n && base !== -1n) {
    throw new PyError('MemoryError', 'the result of ** is too large', 'TD308');
  }
  return int(base ** exponent);
}

function onFloats(operator: string, a: number, b: number): Value {
  if (operator === '+') return float(a + b);
  if (operator === '-') return float(a - b);
  if (operator === '*') return float(a * b);
  if (operator === '/') return divide(a, b, 'float division by zero');
  if (operator === '**') return floatPower(a, b);
  if (b === 0) throw zero(operator === '//' ? 'float floor division by zero' : 'float modulo');
  const rest = a % b;
  const floored = rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
  if (operator === '//') return float(Math.floor((a - floored) / b + 0.5));
  return float(floored === 0 && b < 0 ? -0 : floored);
}

function floatPower(a: number, b: number): Value {
  if (a === 0 && b < 0) throw zero('0.0 cannot be raised to a negative power');
  if (a < 0 && Number.isFinite(b) && !Number.isInteger(b)) {
    throw new PyError('TypeError', 'complex numbers are not supported');
  }
  const result = a ** b;
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) {
    throw new PyError('OverflowError', "(34, 'Numerical result out of range')");
  }
  return float(result);
}

/** -value. */
export function negate(value: Value): Value {
  if (typeof value === 'boolean') return value ? -1 : 0;
  if (isInt(value)) return typeof value === 'bigint' ? int(-value) : 0 - value;
  if (isFloat(value)) return float(-toNumber(value));
  return unary(value, '-');
}

/** +value. */
export function positive(value: Value): Value {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isNumber(value) ? value : unary(value, '+');
}

function unary(value: Value, operator: string): Value {
  if (value instanceof Undefined) throw undefinedError(value);
  const own = value instanceof PyObject ? value.operate?.(operator, null, false) : undefined;
  if (own !== undefined) return own;
  throw new PyError('TypeError', `bad operand type for unary ${operator}: '${typeName(value)}'`);
}
