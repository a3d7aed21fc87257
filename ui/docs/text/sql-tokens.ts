/** SQL and Jinja told apart for colours; nothing is checked, and every character comes out again. */

/** A piece of code. */
export interface Token {
  readonly kind: 'comment' | 'string' | 'number' | 'keyword' | 'call' | 'jinja' | 'plain';
  readonly text: string;
}

const KEYWORDS = new Set(
  `all alter and any as asc between by case cast check column create cross current_date current_timestamp database default
  delete desc distinct drop else end except exists extract false fetch filter first following for from full function group
  having if ilike in inner insert intersect interval into is join key lateral last left like limit materialized merge
  natural not null nulls offset on or order outer over partition preceding primary qualify range recursive references
  replace returning right row rows schema select set similar table then true truncate unbounded union unique unpivot pivot
  update using values view when where window with within`.split(/\s+/),
);

const PATTERN = new RegExp(
  [
    String.raw`(?<comment>\{#[\s\S]*?(?:#\}|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
    String.raw`(?<jinja>\{\{[\s\S]*?(?:\}\}|$)|\{%[\s\S]*?(?:%\}|$))`,
    String.raw`(?<string>'(?:[^'\\]|''|\\.)*(?:'|$)|\$\$[\s\S]*?(?:\$\$|$))`,
    String.raw`(?<quoted>"(?:[^"]|"")*(?:"|$)|${'`'}[^${'`'}\n]*${'`'})`,
    String.raw`(?<number>\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b)`,
    String.raw`(?<word>[A-Za-z_][\w$]*)`,
  ].join('|'),
  'g',
);

/** Longer texts have one colour: nobody reads them, and the page must stay quick. */
const LONGEST = 200_000;

/** Cuts code into tokens. */
export function sqlTokens(code: string): readonly Token[] {
  if (code.length > LONGEST) return [{ kind: 'plain', text: code }];
  const tokens: Token[] = [];
  const add = (kind: Token['kind'], text: string): void => {
    const last = tokens.at(-1);
    if (text === '') return;
    if (last?.kind === kind) tokens[tokens.length - 1] = { kind, text: last.text + text };
    else tokens.push({ kind, text });
  };
  let end = 0;
  for (const match of code.matchAll(PATTERN)) {
    add('plain', code.slice(end, match.index));
    end = match.index + match[0].length;
    add(kindOf(match, code, end), match[0]);
  }
  add('plain', code.slice(end));
  return tokens;
}

function kindOf({ 0: text, groups = {} }: RegExpExecArray, code: string, end: number): Token['kind'] {
  if (groups.comment !== undefined) return 'comment';
  if (groups.jinja !== undefined) return 'jinja';
  if (groups.string !== undefined) return 'string';
  if (groups.number !== undefined) return 'number';
  if (groups.word === undefined) return 'plain';
  if (KEYWORDS.has(text.toLowerCase())) return 'keyword';
  return code[end] === '(' ? 'call' : 'plain';
}
