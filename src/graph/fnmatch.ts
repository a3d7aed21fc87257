/** Python's fnmatch: `*` any text, `?` one character, `[abc]`, `[!abc]`; letters' case counts. */
export function fnmatch(text: string, pattern: string): boolean {
  if (!/[*?[]/.test(pattern)) return text === pattern;
  return compiled(pattern).test(text);
}

/** A pattern as a regular expression, for many texts. */
export function compiled(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; ) {
    const letter = pattern.charAt(at);
    if (letter === '*') source += '.*';
    else if (letter === '?') source += '.';
    else if (letter === '[') {
      const set = characterSet(pattern, at);
      source += set.source;
      at = set.end;
      continue;
    } else source += escaped(letter);
    at++;
  }
  return new RegExp(`^(?:${source.replace(/(?:\.\*)+/g, '.*')})$`, 's');
}

const escaped = (letter: string): string => letter.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** `[…]` from its bracket on; a bracket that is never closed stands for itself. */
function characterSet(pattern: string, at: number): { source: string; end: number } {
  const negated = pattern[at + 1] === '!';
  const from = at + (negated ? 2 : 1);
  const end = pattern.indexOf(']', from + 1);
  if (end < 0) return { source: '\\[', end: at + 1 };
  const inner = pattern.slice(from, end).replace(/[\\\]^[]/g, '\\$&');
  return { source: `[${negated ? '^' : ''}${inner}]`, end: end + 1 };
}
