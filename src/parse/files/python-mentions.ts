/** Python models are read, not run: what they mention is taken from their text. */

const CALL = /\bdbt\.(ref|source|config)\(/g;

/**
 * The calls of dbt.ref, dbt.source and dbt.config in a Python model, as a template: literals are written alike in both.
 * A Python model is a table unless it says otherwise.
 */
export function pythonMentions(text: string): string {
  const calls = [...text.matchAll(CALL)].map((match) => {
    const start = match.index + match[0].length;
    return `{{ ${match[1]}(${argumentsFrom(text, start)}) }}`;
  });
  return [`{{ config(materialized='table') }}`, ...calls].join('\n');
}

const PART = /#[^\n]*|'''[\s\S]*?'''|"""[\s\S]*?"""|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[()]|[^#'"()]+/g;

/** The text up to the bracket that closes a call, comments taken out. */
function argumentsFrom(text: string, start: number): string {
  let depth = 1;
  let found = '';
  for (const [part] of text.slice(start).matchAll(PART)) {
    if (part === '(') depth++;
    if (part === ')' && --depth === 0) break;
    if (!part.startsWith('#')) found += part;
  }
  return found;
}
