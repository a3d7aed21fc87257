/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const TOKEN = /<\?[^?]*\?>|<\/([\w.-]+)\s*>|<([\w.-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads a document as strictly as XML is: throws for what is not well-formed. */
export function readXml(xml: string): Element {
  const root = { name: '', attributes: {}, children: [] as Element[], text: '' };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const [whole, closed, opened, attributes = '', alone, text] = TOKEN.exec(xml) ?? [];
    if (whole === undefined) throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 40)}`);
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.text += unescaped(text);
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
    if (opened === undefined) continue;
    const element = { name: opened, attributes: attributesOf(attributes), children: [], text: '' };
    parent.children.push(element);
    if (alone === '') open.push(element);
  }
  const [document] = root.children;
  if (open.length !== 1 || document === undefined || root.children.length > 1)
    throw new Error('not one root');
  return document;
}

/** All elements of a name, at any depth. */
export const elements = (from: Element, name: string): readonly Element[] => [
  ...(from.name === name ? [from] : []),
  ...from.children.flatMap((child) => elements(child, name)),
];

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, unescaped(value)]),
  );

function unescaped(text: string): string {
  const control = Array.from(text).find((letter) => letter < ' ' && !'\t\n\r'.includes(letter));
  if (control !== undefined || text.includes(']]>')) throw new Error(`not allowed in XML: ${text}`);
  return text.replace(/&(?:#(\d+)|(\w+))?;?/g, (whole, code?: string, name?: string) => {
    const letter = code === undefined ? NAMED[name ?? ''] : String.fromCodePoint(Number(code));
    if (letter === undefined || !whole.endsWith(';')) throw new Error(`no entity: ${whole}`);
    return letter;
  });
}
