/** The values of literals: escapes in strings, digits of numbers. */
import { float, int } from './numbers.ts';
import { PyError, type Value } from './value.ts';

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\n', ''],
]);
const HEX: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The text between a string's quotes with its escapes resolved as Python does; a PyError for a broken one. */
export function resolveEscapes(raw: string): string {
  if (!raw.includes('\\')) return raw;
  let out = '';
  let at = 0;
  for (;;) {
    const slash = raw.indexOf('\\', at);
    if (slash < 0) return out + raw.slice(at);
    const [text, length] = escapeAt(raw, slash + 1);
    out += raw.slice(at, slash) + text;
    at = slash + 1 + length;
  }
}

function escapeAt(raw: string, at: number): [text: string, length: number] {
  const letter = raw.charAt(at);
  const simple = SIMPLE.get(letter);
  if (simple !== undefined) return [simple, 1];
  const digits = HEX.get(letter);
  if (digits !== undefined)
    return [hexadecimal(raw.slice(at + 1, at + 1 + digits), letter, digits), digits + 1];
  const octal = /^[0-7]{1,3}/.exec(raw.slice(at, at + 3))?.[0];
  if (octal !== undefined) return [String.fromCodePoint(Number.parseInt(octal, 8)), octal.length];
  if (letter === 'N') throw new PyError('SyntaxError', 'names of characters are not offered, use \\uXXXX');
  return letter > '\u007f'
    ? [`\\${spelledOut(raw, at)}`, raw.codePointAt(at) === letter.charCodeAt(0) ? 1 : 2]
    : [`\\${letter}`, 1];
}

function hexadecimal(text: string, letter: string, digits: number): string {
  const code = /^[0-9a-fA-F]+$/.test(text) && text.length === digits ? Number.parseInt(text, 16) : -1;
  if (code >= 0 && code <= 0x10ffff) return String.fromCodePoint(code);
  throw new PyError('SyntaxError', `truncated \\${letter}${'X'.repeat(digits)} escape`);
}

/** Python spells a character beyond ASCII out before it resolves escapes: a backslash before it stays for good. */
function spelledOut(raw: string, at: number): string {
  const code = raw.codePointAt(at) ?? 0;
  if (code < 0x100) return `x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `u${code.toString(16).padStart(4, '0')}` : `U${code.toString(16).padStart(8, '0')}`;
}

/** The value of an int literal: decimal, 0x, 0o or 0b, with underscores. */
export const intLiteral = (digits: string): Value => int(BigInt(digits.replaceAll('_', '')));

/** The value of a float literal. */
export const floatLiteral = (digits: string): Value => float(Number(digits.replaceAll('_', '')));
