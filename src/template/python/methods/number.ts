/** Attributes of ints and floats. */
import { hostFunction } from '../call.ts';
import { float, int, toBig, toNumber } from '../numbers.ts';
import { type PyFloat, PyTuple, type Value } from '../value.ts';

/** `number.name` for an int or bool, undefined where there is none. */
export function intAttribute(self: number | bigint | boolean, name: string): Value | undefined {
  const big = toBig(self);
  if (name === 'real' || name === 'numerator') return int(big);
  if (name === 'imag') return 0;
  if (name === 'denominator') return 1;
  if (name === 'bit_length')
    return hostFunction(name, [], () => (big === 0n ? 0 : absolute(big).toString(2).length));
  if (name === 'bit_count')
    return hostFunction(name, [], () => absolute(big).toString(2).replaceAll('0', '').length);
  if (name === 'conjugate') return hostFunction(name, [], () => int(big));
  return name === 'as_integer_ratio' ? hostFunction(name, [], () => new PyTuple([int(big), 1])) : undefined;
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** `number.name` for a float, undefined where there is none. */
export function floatAttribute(self: number | PyFloat, name: string): Value | undefined {
  const value = toNumber(self);
  if (name === 'real') return float(value);
  if (name === 'imag') return float(0);
  if (name === 'is_integer') return hostFunction(name, [], () => Number.isInteger(value));
  return name === 'conjugate' ? hostFunction(name, [], () => float(value)) : undefined;
}
