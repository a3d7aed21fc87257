/** Values → what YAML knows: texts, lists and mappings; what is met twice is written once and named. */
import { PyDict, PyError, PyFloat, PySet, PyTuple, sorted, str, type Value } from '../../template/index.ts';
import { PyDate } from '../../template/python/modules/date.ts';
import { PyDateTime } from '../../template/python/modules/datetime.ts';
import { isNumber, toNumber, typeName } from '../../template/python/numbers.ts';
import { floatText } from '../../template/python/print.ts';

/** What is written: `tag` is the length of its type's name, which counts when keys are too long. */
export type YamlNode =
  | { readonly kind: 'scalar'; readonly text: string; readonly isText: boolean; readonly tag: number }
  | { readonly kind: 'list'; readonly items: YamlNode[] }
  | { readonly kind: 'map'; readonly entries: [YamlNode, YamlNode][]; readonly isSet: boolean };

/** Makes nodes, the same one for the same object. Throws a PyError (ValueError) for what YAML does not know. */
export function represent(value: Value, sortKeys: boolean, seen = new Map<Value, YamlNode>()): YamlNode {
  const known = typeof value === 'object' ? seen.get(value) : undefined;
  if (known) return known;
  if (value instanceof PyDict || value instanceof PySet) {
    const node: YamlNode = { kind: 'map', entries: [], isSet: value instanceof PySet };
    seen.set(value, node);
    const keys = value instanceof PyDict ? value.keys() : value.values();
    for (const key of sortKeys || value instanceof PySet ? inOrder(keys) : keys) {
      const entry = value instanceof PyDict ? (value.get(key) ?? null) : null;
      node.entries.push([represent(key, sortKeys, seen), represent(entry, sortKeys, seen)]);
    }
    return node;
  }
  const items = value instanceof PyTuple ? value.items : Array.isArray(value) ? value : undefined;
  if (items === undefined) return scalar(value);
  const node: YamlNode = { kind: 'list', items: [] };
  if (items.length > 0 || Array.isArray(value)) seen.set(value, node);
  for (const item of items) node.items.push(represent(item, sortKeys, seen));
  return node;
}

/** Keys that cannot be compared stay as they are. */
function inOrder(keys: readonly Value[]): readonly Value[] {
  try {
    return sorted([...keys]);
  } catch (error) {
    if (error instanceof PyError) return keys;
    throw error;
  }
}

function scalar(value: Value): YamlNode {
  if (typeof value === 'string') return { kind: 'scalar', text: value, isText: true, tag: '!!str'.length };
  const [text, type] = plain(value);
  return { kind: 'scalar', text, isText: false, tag: `!!${type}`.length };
}

function plain(value: Value): [text: string, type: string] {
  if (value === null) return ['null', 'null'];
  if (typeof value === 'boolean') return [String(value), 'bool'];
  if (value instanceof PyFloat || (typeof value === 'number' && !Number.isInteger(value)))
    return [float(toNumber(value)), 'float'];
  if (isNumber(value)) return [str(value), 'int'];
  if (value instanceof PyDateTime) return [str(value), 'timestamp'];
  if (value instanceof PyDate) return [str(value), 'timestamp'];
  throw new PyError('ValueError', `cannot represent an object of type ${typeName(value)}`);
}

function float(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const text = floatText(value);
  return text.includes('.') ? text : text.replace('e', '.0e');
}
