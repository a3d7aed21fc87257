/** Splitting, stripping and replacing of text as Python does. */

import { typeName } from '../numbers.ts';
import { iterate, letters, textLength } from '../sequence.ts';
import { PyError, PyTuple, type Value } from '../value.ts';
import { MORE_SPACE } from './letters.ts';

/** A run of what Python takes for white space. */
const SPACES = new RegExp(`[\\s${MORE_SPACE}]+`, 'g');
const SPACE = new RegExp(`^[\\s${MORE_SPACE}]$`);
const isSpace = (letter: string): boolean => SPACE.test(letter) && letter !== '\ufeff';

/** str.strip and kin: sides is 'left', 'right' or 'both'; chars undefined stands for white space. */
export function strip(text: string, chars: string | undefined, sides: 'left' | 'right' | 'both'): string {
  const set = chars === undefined ? undefined : new Set(letters(chars));
  const drop = (letter: string): boolean => (set ? set.has(letter) : isSpace(letter));
  const all = letters(text);
  let start = 0;
  let end = all.length;
  if (sides !== 'right') while (start < end && drop(all[start] ?? '')) start++;
  if (sides !== 'left') while (end > start && drop(all[end - 1] ?? '')) end--;
  return start === 0 && end === all.length ? text : all.slice(start, end).join('');
}

/** str.split(sep, maxsplit): at white space when sep is undefined. */
export function split(text: string, separator: string | undefined, most: number): string[] {
  if (separator === undefined) return splitSpaces(text, most);
  if (separator === '') throw new PyError('ValueError', 'empty separator');
  const parts = text.split(separator);
  if (most < 0 || parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(separator)];
}

function splitSpaces(text: string, most: number): string[] {
  const out: string[] = [];
  let rest = strip(text, undefined, 'left');
  while (rest !== '') {
    SPACES.lastIndex = 0;
    const gap = SPACES.exec(rest);
    if (!gap || (most >= 0 && out.length === most)) {
      out.push(rest);
      break;
    }
    out.push(rest.slice(0, gap.index));
    rest = rest.slice(gap.index + gap[0].length);
  }
  return out;
}

/** str.rsplit(sep, maxsplit). */
export function splitRight(text: string, separator: string | undefined, most: number): string[] {
  if (most < 0) return split(text, separator, -1);
  const mirrored = split(mirror(text), separator === undefined ? undefined : mirror(separator), most);
  return mirrored.map(mirror).reverse();
}

const mirror = (text: string): string => letters(text).reverse().join('');

// biome-ignore lint/suspicious/noControlCharactersInRegex: line ends of Python
const LINE_END = /(\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029])/;

/** str.splitlines(keepends). */
export function splitLines(text: string, keep: boolean): string[] {
  const parts = text.split(LINE_END);
  const out: string[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const end = parts[i + 1];
    if (end !== undefined || parts[i] !== '') out.push((parts[i] ?? '') + (keep ? (end ?? '') : ''));
  }
  return out;
}

/** str.replace(old, new, count). */
export function replace(text: string, old: string, by: string, most: number): string {
  if (most < 0)
    return old === '' ? replaceEmpty(text, by, Number.POSITIVE_INFINITY) : text.split(old).join(by);
  if (old === '') return replaceEmpty(text, by, most);
  const parts = split(text, old, most);
  return parts.join(by);
}

function replaceEmpty(text: string, by: string, most: number): string {
  const all = letters(text);
  const count = Math.min(most, all.length + 1);
  return all.map((letter, i) => (i < count ? by + letter : letter)).join('') + (count > all.length ? by : '');
}

/** str.partition: before, separator, after; from the right for rpartition. */
export function partition(text: string, separator: string, right: boolean): PyTuple {
  if (separator === '') throw new PyError('ValueError', 'empty separator');
  const at = right ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (at < 0) return new PyTuple(right ? ['', '', text] : [text, '', '']);
  return new PyTuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

/** str.join(iterable). */
export function join(separator: string, items: Value): string {
  const texts = Array.from(iterate(items), (item, i) => {
    if (typeof item === 'string') return item;
    throw new PyError('TypeError', `sequence item ${i}: expected str instance, ${typeName(item)} found`);
  });
  return texts.join(separator);
}

/** str.expandtabs(tabsize). */
export function expandTabs(text: string, size: number): string {
  let column = 0;
  let out = '';
  for (const letter of text) {
    const fill = letter === '\t' ? ' '.repeat(size > 0 ? size - (column % size) : 0) : letter;
    out += fill;
    column = letter === '\n' || letter === '\r' ? 0 : column + textLength(fill);
  }
  return out;
}
