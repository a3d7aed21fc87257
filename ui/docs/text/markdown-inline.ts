import { type Link, safeLink } from './safe-link.ts';

/** A part of a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis' | 'deleted'; readonly content: readonly Inline[] }
  | { readonly kind: 'link'; readonly link: Link; readonly content: readonly Inline[] }
  | { readonly kind: 'image'; readonly link: Link; readonly alt: string };

/** Reads the inside of a paragraph. */
export const parseInline = (text: string): readonly Inline[] => parsePart(text, 0);

/** Marks within marks within marks: no text needs more, and no text shall cost more. */
const DEEPEST = 6;

interface Rule {
  readonly pattern: RegExp;
  make(match: RegExpExecArray, depth: number): Inline | null;
}

const mark = (kind: 'strong' | 'emphasis' | 'deleted', pattern: RegExp): Rule => ({
  pattern,
  make: ([, inner = ''], depth) => ({ kind, content: parsePart(inner, depth + 1) }),
});

const LABEL = String.raw`((?:\\.|[^\[\]\\]|\[[^\[\]]*\]){0,500})`;
const TARGET = String.raw`\(\s*(?:<([^<>\n]*)>|((?:[^\s()]|\([^\s()]*\))*))(?:\s+"[^"\n]*"|\s+'[^'\n]*')?\s*\)`;

const RULES: readonly Rule[] = [
  {
    pattern: /(`{1,9})(?!`)([\s\S]{1,2000}?)(?<!`)\1(?!`)/y,
    make: ([, , text = '']) => ({ kind: 'code', text: codeText(text) }),
  },
  { pattern: /\\([!-/:-@[-`{-~])/y, make: ([, text = '']) => ({ kind: 'text', text }) },
  { pattern: /(?: {2,}|\\)\n/y, make: () => ({ kind: 'break' }) },
  { pattern: new RegExp(`!\\[${LABEL}\\]${TARGET}`, 'y'), make: imageOf },
  { pattern: new RegExp(`\\[${LABEL}\\]${TARGET}`, 'y'), make: linkOf },
  { pattern: /<((?:https?:\/\/|mailto:)[^\s<>]+)>/y, make: autolink },
  { pattern: /(https?:\/\/[^\s<>"'`]*[^\s<>"'`.,:;!?)\]*_])/y, make: autolink },
  mark('strong', /\*\*(\S(?:[\s\S]{0,1000}?\S)?)\*\*/y),
  mark('strong', /__(\S(?:[\s\S]{0,1000}?\S)?)__(?!\w)/y),
  mark('deleted', /~~(\S(?:[\s\S]{0,1000}?\S)?)~~/y),
  mark('emphasis', /\*(?=[^\s*])([^*]{0,1000}?[^\s*])\*/y),
  mark('emphasis', /_(?=[^\s_])([^_]{0,1000}?[^\s_])_(?!\w)/y),
];

function parsePart(text: string, depth: number): readonly Inline[] {
  const parts: Inline[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    plain = '';
  };
  let at = 0;
  while (at < text.length) {
    const found = depth < DEEPEST ? partAt(text, at, depth) : null;
    if (found === null) plain += text[at++];
    else {
      flush();
      parts.push(found.part);
      at = found.end;
    }
  }
  flush();
  return parts;
}

const SPECIAL = /[`\\ ![<h*_~]/;

function partAt(text: string, at: number, depth: number): { part: Inline; end: number } | null {
  const char = text[at] ?? '';
  if (!SPECIAL.test(char) || (/[_h]/.test(char) && /\w/.test(text[at - 1] ?? ''))) return null;
  for (const { pattern, make } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const part = match && make(match, depth);
    if (match && part) return { part, end: at + match[0].length };
  }
  return null;
}

/** A space on both sides is there to let backticks stand at the ends. */
const codeText = (text: string): string => text.replaceAll('\n', ' ').replace(/^ (.*[^ ].*) $/, '$1');

/** An address that leads nowhere safe is shown as it was written. */
function linkOf(match: RegExpExecArray, depth: number): Inline | null {
  const link = safeLink(match[2] ?? match[3] ?? '');
  return link && { kind: 'link', link, content: parsePart(match[1] ?? '', depth + 1) };
}

function imageOf(match: RegExpExecArray): Inline | null {
  const link = safeLink(match[2] ?? match[3] ?? '');
  return link && { kind: 'image', link, alt: match[1] ?? '' };
}

function autolink([, address = '']: RegExpExecArray): Inline | null {
  const link = safeLink(address);
  return link && { kind: 'link', link, content: [{ kind: 'text', text: address }] };
}
