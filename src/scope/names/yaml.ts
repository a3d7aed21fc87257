import { PyDict, PyError, PyFloat, PySet, PyTuple, type Value } from '../../template/index.ts';
import { sorted } from '../../template/python/compare.ts';
import { typeName } from '../../template/python/numbers.ts';
import { floatText } from '../../template/python/print.ts';

/** YAML in blocks, as Python's yaml.safe_dump writes it; a PyError (ValueError) for what YAML does not know. */
export function dumpYaml(value: Value, sortKeys = false): string {
  const items = itemsOf(value);
  if (items && items.length > 0) return block(value, 0, sortKeys);
  return items
    ? `${flow(value)}\n`
    : `${scalar(value)}\n${typeof value === 'string' && !needsQuotes(value) ? '...\n' : ''}`;
}

function block(value: Value, level: number, sortKeys: boolean): string {
  const pad = '  '.repeat(level);
  if (value instanceof PyDict) {
    const keys = sortKeys ? sorted(value.keys()) : value.keys();
    return keys
      .map((key) => `${pad}${scalar(key)}:${entry(value.get(key) ?? null, level, sortKeys)}`)
      .join('');
  }
  return (itemsOf(value) ?? []).map((item) => `${pad}-${element(item, level, sortKeys)}`).join('');
}

/** What stands behind `key:`; lists are not indented further, as PyYAML does it. */
function entry(value: Value, level: number, sortKeys: boolean): string {
  if (isEmpty(value)) return ` ${flow(value)}\n`;
  const below = value instanceof PyDict ? level + 1 : level;
  return `\n${block(value, below, sortKeys)}`;
}

/** What stands behind `-`: a block begins in the same line. */
function element(value: Value, level: number, sortKeys: boolean): string {
  if (isEmpty(value)) return ` ${flow(value)}\n`;
  return ` ${block(value, level + 1, sortKeys).slice(2 * (level + 1))}`;
}

const isEmpty = (value: Value): boolean => (itemsOf(value)?.length ?? 0) === 0;

function itemsOf(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof PyTuple) return value.items;
  if (value instanceof PySet || value instanceof PyDict) return value.values();
  return undefined;
}

function flow(value: Value): string {
  if (!itemsOf(value)) return scalar(value);
  return value instanceof PyDict ? '{}' : '[]';
}

function scalar(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number' && !Number.isInteger(value)) return floatText(value);
  if (value instanceof PyFloat) return floatText(value.value);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  throw new PyError('ValueError', `cannot represent an object of type ${typeName(value)}`);
}

const PLAIN = /^[A-Za-z_./\u00a1-\ufffd]([^\n#:]|:(?=\S)|(?<=\S)#)*$/;
const SPECIAL = /^(?:y|n|yes|no|on|off|true|false|null|~|[-+.]?\d.*|\.inf|\.nan|=|<<)$/i;

const needsQuotes = (value: string): boolean =>
  !PLAIN.test(value) || SPECIAL.test(value) || value.trim() !== value;

function text(value: string): string {
  if (!needsQuotes(value)) return value;
  return /\p{Cc}/u.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}
