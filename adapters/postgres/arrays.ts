/** The elements of an array as Postgres prints it (`{1,"a b",NULL,{x}}`), each made by `element`; null for NULL. */
export function parseArray(text: string, element: (text: string) => unknown): unknown[] {
  // `[2:3]={…}`: bounds other than from 1 on stand before it.
  const start = text.indexOf('{');
  const stack: unknown[][] = [[]];
  for (const [token] of text.slice(start).matchAll(TOKEN)) {
    const inner = stack.at(-1) ?? [];
    if (token === '{') {
      const list: unknown[] = [];
      inner.push(list);
      stack.push(list);
    } else if (token === '}') stack.pop();
    else if (token !== ',') inner.push(elementOf(token, element));
  }
  const [whole] = stack[0] ?? [];
  return Array.isArray(whole) ? whole : [];
}

const TOKEN = /[{},]|"(?:[^"\\]|\\.)*"|[^{},"]+/gs;

function elementOf(token: string, element: (text: string) => unknown): unknown {
  if (token.startsWith('"')) return element(token.slice(1, -1).replace(/\\(.)/gs, '$1'));
  return token === 'NULL' ? null : element(token);
}
