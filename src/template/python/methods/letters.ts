/** What kind of text it is: the `is...` methods of str, and changes of case. */
import { isPrintable } from '../print.ts';
import { letters } from '../sequence.ts';

const every =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text);

const LOWER = /\p{Lowercase}/u;
const UPPER = /\p{Uppercase}|\p{Lt}/u;
const CASED = /\p{Cased}/u;
/** What Python takes for white space beyond what JavaScript does. */
export const MORE_SPACE = '\\u001c-\\u001f\\u0085';
const SPACE = new RegExp(`^[\\s${MORE_SPACE}]+$`);

/** str.isalpha, str.isdigit and the others, by name. */
export const KINDS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['isalnum', every(/^[\p{L}\p{N}]+$/u)],
  ['isalpha', every(/^\p{L}+$/u)],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  ['isascii', every(/^[\u0000-\u007f]*$/)],
  ['isdecimal', every(/^\p{Nd}+$/u)],
  ['isdigit', every(/^[\p{Nd}\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u2460-\u2468]+$/u)],
  ['isidentifier', every(/^[\p{L}_\p{Nl}][\p{L}\p{N}_\p{Mn}\p{Mc}\p{Pc}]*$/u)],
  ['isnumeric', every(/^\p{N}+$/u)],
  ['isspace', (text: string): boolean => SPACE.test(text) && !text.includes('\ufeff')],
  ['isprintable', (text: string): boolean => letters(text).every(isPrintable)],
  ['islower', (text: string): boolean => LOWER.test(text) && !UPPER.test(text)],
  ['isupper', (text: string): boolean => /\p{Uppercase}/u.test(text) && !/\p{Lowercase}|\p{Lt}/u.test(text)],
  ['istitle', isTitle],
]);

function isTitle(text: string): boolean {
  let inWord = false;
  let seen = false;
  for (const letter of text) {
    const cased = CASED.test(letter);
    if (cased && inWord === UPPER.test(letter)) return false;
    if (cased) seen = true;
    inWord = cased;
  }
  return seen;
}

/** str.capitalize. */
export function capitalize(text: string): string {
  const [first = '', ...rest] = letters(text);
  return titleCase(first) + lower(rest.join(''));
}

/** str.title: each run of cased letters starts with a capital. */
export function title(text: string): string {
  let inWord = false;
  let out = '';
  for (const letter of text) {
    out += inWord ? letter.toLowerCase() : titleCase(letter);
    inWord = CASED.test(letter);
  }
  return out;
}

const titleCase = (letter: string): string => {
  const upper = letter.toUpperCase();
  return upper.length > letter.length ? upper.slice(0, 1) + upper.slice(1).toLowerCase() : upper;
};

/** str.lower. */
export const lower = (text: string): string => text.toLowerCase();

/** str.swapcase. */
export const swapCase = (text: string): string =>
  letters(text)
    .map((letter) => (UPPER.test(letter) ? letter.toLowerCase() : letter.toUpperCase()))
    .join('');

/** str.casefold. */
export const casefold = (text: string): string =>
  text.replaceAll('ß', 'ss').replaceAll('ẞ', 'ss').toLowerCase();
