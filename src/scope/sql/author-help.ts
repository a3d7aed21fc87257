/** Names that templates offer; without braces around them the warehouse takes them for functions of its own. */
const TEMPLATE_NAMES = 'ref|source|var|env_var|config|function';

const CALLED = new RegExp(`\\bfunction\\b.*?\\b(${TEMPLATE_NAMES})\\b`, 'i');

/** What to do about an error of the warehouse that authors of templates often meet; undefined where nothing is sure. */
export function authorHelp(message: string): string | undefined {
  const name = /does not exist|not found|unknown/i.test(message) ? CALLED.exec(message)?.[1] : undefined;
  if (name !== undefined)
    return `write {{ ${name.toLowerCase()}(…) }}: only what stands in braces is filled in`;
  if (/at or near ";"/.test(message))
    return 'take the semicolon out: the query becomes part of a larger statement';
  return undefined;
}
