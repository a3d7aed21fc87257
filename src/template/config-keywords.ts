import { TsdbtError } from '../core/diagnostic.ts';
import { keywords } from './node-text.ts';
import { type AnyNode, eachChild } from './nunjucks.ts';
import { parseSource } from './parser.ts';
import { Source } from './places.ts';

/**
 * The keyword arguments of a text's first `config()` call, unevaluated, as Jinja2 prints them: two texts say the same
 * exactly when these are equal. Null without such a call, or when the text is no template.
 */
export function configKeywords(text: string): ReadonlyMap<string, string> | null {
  if (!text.includes('config(')) return null;
  try {
    return firstConfig(parseSource(new Source(text, { file: '' })));
  } catch (error) {
    if (error instanceof TsdbtError) return null;
    throw error;
  }
}

function firstConfig(node: AnyNode): ReadonlyMap<string, string> | null {
  if (node.typename === 'FunCall' && node.name.typename === 'Symbol' && node.name.value === 'config')
    return keywords(node.args);
  let found: ReadonlyMap<string, string> | null = null;
  eachChild(node, (child) => {
    found ??= firstConfig(child);
  });
  return found;
}
