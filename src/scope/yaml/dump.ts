import type { Value } from '../../template/index.ts';
import { represent, type YamlNode } from './represent.ts';
import { isShortKey, styleOf } from './style.ts';
import { YamlWriter } from './writer.ts';

/** YAML in blocks, as Python's yaml.safe_dump writes it; a PyError (ValueError) for what YAML does not know. */
export function dumpYaml(value: Value, sortKeys = false): string {
  const root = represent(value, sortKeys);
  const writer = new YamlWriter();
  writeNode({ writer, anchors: anchorsOf(root), named: new Set() }, root, { depth: 0, place: 'root' });
  writer.indent(0);
  const isBare = root.kind === 'scalar' && styleOf(root.text, root.isText, false) === 'bare';
  return isBare ? `${writer.out}...\n` : writer.out;
}

interface Dump {
  readonly writer: YamlWriter;
  /** Names of what stands in more than one place. */
  readonly anchors: ReadonlyMap<YamlNode, string>;
  readonly named: Set<YamlNode>;
}

interface Where {
  readonly depth: number;
  readonly place: 'root' | 'item' | 'value' | 'key' | 'long key';
}

/** Names in the order in which things are met for the second time. */
function anchorsOf(root: YamlNode): ReadonlyMap<YamlNode, string> {
  const met = new Set<YamlNode>();
  const names = new Map<YamlNode, string>();
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (met.has(node)) {
      if (!names.has(node)) names.set(node, `id${String(names.size + 1).padStart(3, '0')}`);
      continue;
    }
    met.add(node);
    const below = node.kind === 'list' ? node.items : node.kind === 'map' ? node.entries.flat() : [];
    open.push(...below.toReversed());
  }
  return names;
}

function writeNode(dump: Dump, node: YamlNode, where: Where): void {
  const { writer, anchors, named } = dump;
  const name = anchors.get(node);
  const isKnown = named.has(node);
  if (name !== undefined) writer.indicator(isKnown ? `*${name}` : `&${name}`, true);
  if (isKnown) return;
  if (name !== undefined) named.add(node);
  if (node.kind === 'scalar') writeScalar(writer, node, where);
  else if (node.kind === 'list') writeList(dump, node.items, where);
  else writeMap(dump, node, where);
}

/** Texts that go on in the next line are indented one level further. */
function writeScalar(writer: YamlWriter, node: Extract<YamlNode, { kind: 'scalar' }>, where: Where): void {
  const isKey = where.place === 'key';
  const depth = where.place === 'root' ? 0 : where.depth + 2;
  const style = styleOf(node.text, node.isText, isKey);
  writer[style](node.text, where.place === 'root' ? 2 : depth, !isKey);
}

/** Items of a list under a key are not indented further. */
function writeList(dump: Dump, items: readonly YamlNode[], { depth, place }: Where): void {
  const { writer } = dump;
  if (items.length === 0) writer.indicator('[]', true);
  const isFlush = (place === 'value' || place === 'long key') && !writer.onlyIndicators;
  const own = place === 'root' ? 0 : isFlush ? depth : depth + 2;
  for (const item of items) {
    writer.indent(own);
    writer.indicator('-', true, true);
    writeNode(dump, item, { depth: own, place: 'item' });
  }
}

type YamlMap = Extract<YamlNode, { kind: 'map' }>;

function writeMap(dump: Dump, { entries, isSet }: YamlMap, { depth, place }: Where): void {
  const { writer } = dump;
  if (isSet) writer.indicator('!!set', true);
  if (entries.length === 0) writer.indicator('{}', true);
  const own = place === 'root' ? 0 : depth + 2;
  for (const [key, value] of entries) {
    writer.indent(own);
    if (key.kind === 'scalar' && isShortKey(key.text, key.tag)) {
      writeNode(dump, key, { depth: own, place: 'key' });
      writer.indicator(':', false);
    } else {
      writer.indicator('?', true, true);
      writeNode(dump, key, { depth: own, place: 'long key' });
      writer.indent(own);
      writer.indicator(':', true, true);
    }
    writeNode(dump, value, { depth: own, place: 'value' });
  }
}
