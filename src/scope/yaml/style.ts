/** How a text may be written: bare, in single quotes, or in double quotes. */

/** What a text holds that keeps it from being written one way or another. */
interface Found {
  readonly isBare: boolean;
  readonly isSingle: boolean;
  readonly isMultiline: boolean;
}

/** The way a text is written; as a key on one line it must not hold line breaks. */
export function styleOf(text: string, isText: boolean, isKey: boolean): 'bare' | 'single' | 'double' {
  const { isBare, isSingle, isMultiline } = look(text);
  const meansItself = !isText || !MEANS_MORE.test(text);
  if (meansItself && isBare && !(isKey && (text === '' || isMultiline))) return 'bare';
  return isSingle && !(isKey && isMultiline) ? 'single' : 'double';
}

/** Texts that YAML 1.1 reads as something else. */
const MEANS_MORE = new RegExp(
  [
    '^(?:',
    [
      '|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|~|null|Null|NULL|<<|=',
    ].join(''),
    '|[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?',
    '|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)',
    '|[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+',
    '|\\d{4}-\\d\\d-\\d\\d',
    '|\\d{4}-\\d\\d?-\\d\\d?(?:[Tt]|[ \\t]+)\\d\\d?:\\d\\d:\\d\\d(?:\\.\\d*)?(?:[ \\t]*(?:Z|[-+]\\d\\d?(?::\\d\\d)?))?',
    ')$',
  ].join(''),
);

const SPACES = '[\\0 \\t\\r\\n\\x85\\u2028\\u2029]';
const INDICATORS = new RegExp(
  `^(?:---|\\.\\.\\.)|^[#,[\\]{}&*!|>'"%@\`]|^[?:-](?:${SPACES}|$)|:(?:${SPACES}|$)|${SPACES}#`,
);
const UNUSUAL = /[^\n\x20-\x7e]/u;
const BREAK_THEN_SPACE = /[\n\x85\u2028\u2029] /;
const SPACE_THEN_BREAK = / [\n\x85\u2028\u2029]/;
const BREAK = /[\n\x85\u2028\u2029]/;
const EDGES = /^[ \n\x85\u2028\u2029]|[ \n\x85\u2028\u2029]$/;

function look(text: string): Found {
  const isMultiline = BREAK.test(text);
  const isOdd = UNUSUAL.test(text) || SPACE_THEN_BREAK.test(text) || BREAK_THEN_SPACE.test(text);
  const isBare = !isMultiline && !isOdd && !EDGES.test(text) && !INDICATORS.test(text);
  return { isBare, isSingle: !isOdd, isMultiline };
}

/** True for a text that may stand in front of `:` on one line: not empty, of one line, and not too long. */
export const isShortKey = (text: string, tag: number): boolean =>
  text !== '' && !BREAK.test(text) && text.length + tag < 128;
