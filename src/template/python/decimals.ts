/** Exact decimal digits of floats, rounded half to even as Python does: the base of formatting and round(). */

/** |value| × 10^places as an integer, rounded half to even on the exact binary value. */
export function scaled(value: number, places: number): bigint {
  let [mantissa, exponent] = split(Math.abs(value));
  let divisor = 1n;
  if (places >= 0) mantissa *= 10n ** BigInt(places);
  else divisor *= 10n ** BigInt(-places);
  if (exponent >= 0) mantissa <<= BigInt(exponent);
  else divisor <<= BigInt(-exponent);
  exponent = 0;
  return roundedQuotient(mantissa, divisor);
}

/** dividend / divisor (both positive), rounded half to even. */
export function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

function split(value: number): [mantissa: bigint, exponent: number] {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value);
  const bits = bytes.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return exponent === 0 ? [fraction, -1074] : [fraction | 0x10000000000000n, exponent - 1075];
}

/** |value| with exactly `places` digits after the point: fixed(2.5, 0) is '2'. */
export function fixed(value: number, places: number): string {
  const digits = scaled(value, places)
    .toString()
    .padStart(places + 1, '0');
  if (places === 0) return digits;
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** |value| as digits and exponent with `precision` digits after the first: 1234.5 → ['1235', 3] for 3. */
export function scientific(value: number, precision: number): [digits: string, exponent: number] {
  if (value === 0) return ['0'.repeat(precision + 1), 0];
  let exponent = Number(Math.abs(value).toExponential().split('e')[1]);
  let digits = scaled(value, precision - exponent).toString();
  if (digits.length > precision + 1) {
    exponent += 1;
    digits = scaled(value, precision - exponent).toString();
  }
  return [digits, exponent];
}

/** round(value, places) for a float. */
export function roundFloat(value: number, places: number): number {
  if (!Number.isFinite(value) || places > 320) return value;
  if (places < -310) return 0;
  const digits = scaled(value, places).toString();
  const size = Number(`${digits}e${-places}`);
  return value < 0 || Object.is(value, -0) ? -size : size;
}

/** round(value, places) for an int: only negative places change it. */
export function roundInteger(value: bigint, places: number): bigint {
  if (places >= 0) return value;
  const unit = 10n ** BigInt(-places);
  const size = roundedQuotient(value < 0n ? -value : value, unit) * unit;
  return value < 0n ? -size : size;
}
