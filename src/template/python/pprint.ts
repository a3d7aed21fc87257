/** pprint.pformat: one line where it fits in 80 columns, else an item a line. */
import { sorted } from './compare.ts';
import { repr } from './print.ts';
import { PyDict, PyError, PyTuple, type Value } from './value.ts';

const WIDTH = 80;

/** A value laid out over as many lines as it needs. */
export function pretty(value: Value, indent = 0, allowance = 0): string {
  const flat = flatText(value);
  if (flat.length <= WIDTH - indent - allowance) return flat;
  if (value instanceof PyDict) return prettyDict(value, indent, allowance);
  if (Array.isArray(value)) return prettyItems('[', value, ']', indent, allowance);
  if (value instanceof PyTuple)
    return prettyItems('(', value.items, value.items.length === 1 ? ',)' : ')', indent, allowance);
  return flat;
}

function entriesOf(dict: PyDict): [Value, Value][] {
  const entries = dict.entries();
  try {
    const order = sorted(
      entries.map((_, i) => i),
      (i) => entries[Number(i)]?.[0] ?? null,
    );
    return order.flatMap((i) => entries.slice(Number(i), Number(i) + 1));
  } catch (error) {
    if (error instanceof PyError) return entries;
    throw error;
  }
}

function flatText(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(flatText).join(', ')}]`;
  if (!(value instanceof PyDict)) return repr(value);
  return `{${entriesOf(value)
    .map(([key, item]) => `${flatText(key)}: ${flatText(item)}`)
    .join(', ')}}`;
}

function prettyDict(dict: PyDict, indent: number, allowance: number): string {
  const entries = entriesOf(dict);
  const parts = entries.map(([key, value], i) => {
    const lead = `${flatText(key)}: `;
    return lead + pretty(value, indent + 1 + lead.length, i === entries.length - 1 ? allowance + 1 : 1);
  });
  return `{${parts.join(`,\n${' '.repeat(indent + 1)}`)}}`;
}

function prettyItems(
  open: string,
  items: readonly Value[],
  close: string,
  indent: number,
  allowance: number,
): string {
  const parts = items.map((item, i) =>
    pretty(item, indent + 1, i === items.length - 1 ? allowance + close.length : 1),
  );
  return open + parts.join(`,\n${' '.repeat(indent + 1)}`) + close;
}
