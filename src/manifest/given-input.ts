import type { RefArgs } from './nodes.ts';

/** What an `input:` of a unit test names. */
export type GivenInput =
  | { readonly kind: 'this' }
  | { readonly kind: 'ref'; readonly ref: RefArgs }
  | { readonly kind: 'source'; readonly source: string; readonly table: string }
  | { readonly kind: 'unknown' };

const CALL = /^\s*(ref|source)\s*\(([\s\S]*)\)\s*$/;
const ARGUMENT = /^\s*(?:(v|version)\s*=\s*)?(?:'([^']*)'|"([^"]*)"|(\d+(?:\.\d+)?))\s*$/;

/** Reads `ref('a')`, `ref('p', 'a', v=2)`, `source('s', 't')` or `this`; only literal arguments count. */
export function givenInput(text: string): GivenInput {
  if (text.trim() === 'this') return { kind: 'this' };
  const [, call, list = ''] = CALL.exec(text.replace(/^\s*\{\{|\}\}\s*$/g, '')) ?? [];
  const given = list.split(',').map(argumentOf);
  const texts = given.flatMap((one) => (one?.kind === 'text' ? [one.value] : []));
  const [version = null, ...others] = given.flatMap((one) => (one?.kind === 'version' ? [one.value] : []));
  const [first, second] = texts;
  if (given.includes(null) || others.length > 0 || texts.length > 2 || first === undefined)
    return { kind: 'unknown' };
  if (call === 'source' && second !== undefined && version === null)
    return { kind: 'source', source: first, table: second };
  if (call !== 'ref') return { kind: 'unknown' };
  return {
    kind: 'ref',
    ref: { name: second ?? first, package: second === undefined ? null : first, version },
  };
}

type Argument =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'version'; readonly value: string | number };

function argumentOf(text: string): Argument | null {
  const match = ARGUMENT.exec(text);
  if (match === null) return null;
  const [, key, single, double, digits] = match;
  const value = single ?? double ?? Number(digits);
  if (key !== undefined) return { kind: 'version', value };
  return typeof value === 'string' ? { kind: 'text', value } : null;
}
