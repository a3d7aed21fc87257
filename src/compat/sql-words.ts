/** Comments, quoted texts, white space, words, single signs. */
const TOKENS = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\s+|[\w$]+|./g;

/** A statement's words with one blank between each two: what is left of it when white space does not count. Quoted texts stay as they are. */
export function sqlWords(sql: string): string {
  const words = (sql.match(TOKENS) ?? []).map(word).filter((one) => one !== '');
  return words.join(' ');
}

function word(token: string): string {
  if (token.startsWith('--')) return `--${sqlWords(token.slice(2))}\n`;
  if (token.startsWith('/*')) return token.replace(/\s+/g, ' ');
  return token.trim() === '' ? '' : token;
}
