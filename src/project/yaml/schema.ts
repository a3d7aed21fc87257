import { defineScalarTag, mapTag, mergeTag, NOT_RESOLVED, Schema, seqTag, strTag } from 'js-yaml';
import { PyFloat } from '../../template/index.ts';
import { isLong, LongFloat } from './long-float.ts';

/**
 * YAML 1.1's plain scalars as PyYAML reads them, not as the YAML 1.1 document has it:
 * `y` is text, `1e3` is text, `012` is ten, `12:30` is 750, a date is its ISO text.
 * A float whose value is whole becomes a PyFloat (`1.0` stays 1.0 in SQL), an integer too big for a number a bigint.
 */
export const PYTHON_SCHEMA: Schema = pythonSchema('T');

/** The same for variables: a moment is as Python prints it, `2020-01-01 10:00:00`. */
export const VARIABLES_SCHEMA: Schema = pythonSchema(' ');

function pythonSchema(betweenDateAndTime: 'T' | ' '): Schema {
  return new Schema([
    strTag,
    seqTag,
    mapTag,
    mergeTag,
    scalar('null', ['', '~', 'n', 'N'], (text) => (NULLS.has(text) ? null : NOT_RESOLVED)),
    scalar('bool', [...'yYnNtTfFoO'], (text) => BOOLEANS.get(text) ?? NOT_RESOLVED),
    scalar('int', [...'+-0123456789'], integer),
    scalar('float', [...'+-.0123456789'], float),
    scalar('timestamp', [...'0123456789'], (text) => timestamp(text, betweenDateAndTime)),
  ]);
}

type Resolved = null | boolean | number | bigint | string | PyFloat | typeof NOT_RESOLVED;

function scalar(name: string, implicitFirstChars: readonly string[], resolve: (text: string) => Resolved) {
  return defineScalarTag<unknown>(`tag:yaml.org,2002:${name}`, {
    implicit: true,
    implicitFirstChars,
    resolve,
    identify: () => false,
  });
}

const NULLS: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);

const BOOLEANS: ReadonlyMap<string, boolean> = new Map(
  Object.entries({ yes: true, on: true, true: true, no: false, off: false, false: false }).flatMap(
    ([word, value]) => [
      [word, value] as const,
      [word.toUpperCase(), value] as const,
      [word.charAt(0).toUpperCase() + word.slice(1), value] as const,
    ],
  ),
);

const INTEGER = /^([-+]?)(?:0b([01_]+)|0x([0-9a-fA-F_]+)|0([0-7_]+)|(0|[1-9][0-9_]*)((?::[0-5]?[0-9])*))$/;

function integer(text: string): Resolved {
  const match = INTEGER.exec(text);
  if (match === null) return NOT_RESOLVED;
  const [, sign = '', binary, hex, octal, decimal = '', sixties = ''] = match;
  if (sixties !== '' && decimal === '0') return NOT_RESOLVED;
  const digits = (part: string): string => part.replaceAll('_', '') || '0';
  if (sixties !== '') return signed(sign, BigInt(sexagesimal(digits(decimal) + sixties)));
  if (binary !== undefined) return signed(sign, BigInt(`0b${digits(binary)}`));
  if (hex !== undefined) return signed(sign, BigInt(`0x${digits(hex)}`));
  return signed(sign, BigInt(octal === undefined ? digits(decimal) : `0o${digits(octal)}`));
}

function signed(sign: string, size: bigint): number | bigint {
  const value = sign === '-' ? -size : size;
  const small = Number(value);
  return Number.isSafeInteger(small) ? (small === 0 ? 0 : small) : value;
}

const sexagesimal = (text: string): number =>
  text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;
const SIXTIES = /^([-+]?)([0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/;
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

function float(text: string): Resolved {
  if (FLOAT.test(text)) return plainFloat(text.replaceAll('_', ''));
  const sixties = SIXTIES.exec(text);
  if (sixties !== null) {
    const size = sexagesimal((sixties[2] ?? '').replaceAll('_', ''));
    return asFloat(sixties[1] === '-' ? -size : size);
  }
  const infinite = INFINITE.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  return NOT_A_NUMBER.test(text) ? Number.NaN : NOT_RESOLVED;
}

const plainFloat = (text: string): number | PyFloat =>
  isLong(text) ? new LongFloat(Number(text), text) : asFloat(Number(text));

const asFloat = (value: number): number | PyFloat => (Number.isInteger(value) ? new PyFloat(value) : value);

const DATE = /^\d{4}-\d\d-\d\d$/;
const MOMENT =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(?:(Z)|([-+])(\d\d?)(?::(\d\d))?))?$/;

/** Dates and times as Python's isoformat() writes them, but for what stands between the two. */
function timestamp(text: string, between: string): Resolved {
  if (DATE.test(text)) return text;
  const match = MOMENT.exec(text);
  if (match === null) return NOT_RESOLVED;
  const [, year, month = '', day = '', hour = '', minute, second, fraction = ''] = match;
  const micros = fraction.slice(0, 6).padEnd(6, '0');
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = `${hour.padStart(2, '0')}:${minute}:${second}${micros === '000000' ? '' : `.${micros}`}`;
  return `${date}${between}${time}${offset(match)}`;
}

function offset(match: RegExpExecArray): string {
  const [zulu, sign, hours, minutes = '00'] = match.slice(8);
  if (zulu !== undefined) return '+00:00';
  return sign === undefined || hours === undefined ? '' : `${sign}${hours.padStart(2, '0')}:${minutes}`;
}
