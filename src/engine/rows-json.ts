import type { Cell, QueryResult } from '../adapter/index.ts';
import { spacedJson } from './ls-lines.ts';

/** Rows as the text of a JSON list of objects, numbers exact; `indent` is what every line but the first begins with. */
export function rowsJson(result: Rows, indent = ''): string {
  return result.rows.length === 0 ? '[]' : `[\n${objectsJson(result, indent)}\n${indent}]`;
}

type Rows = Pick<QueryResult, 'columns' | 'rows'>;

/** The objects of such a list, without what is around them. */
export function objectsJson({ columns, rows }: Rows, indent = ''): string {
  const objects = rows.map((row) => {
    const members = columns.map(
      ({ name }, i) => `${indent}    ${JSON.stringify(name)}: ${cellJson(row[i] ?? null)}`,
    );
    return `${indent}  {\n${members.join(',\n')}\n${indent}  }`;
  });
  return objects.join(',\n');
}

/** A cell as JSON text: numbers as they are, everything else that JSON does not know as a string. */
function cellJson(cell: Cell): string {
  if (typeof cell === 'bigint') return String(cell);
  if (cell === null || typeof cell !== 'object') return JSON.stringify(cell);
  switch (cell.kind) {
    case 'decimal':
      return decimalJson(cell.text);
    case 'float':
      return Number.isFinite(cell.value) ? floatJson(cell.value) : JSON.stringify(String(cell.value));
    case 'other':
      return JSON.stringify(cell.data === undefined ? cell.text : spacedJson(cell.data));
    default:
      return JSON.stringify(cell.text);
  }
}

/** `3` → `3.0`, as dbt prints floats. */
const floatJson = (value: number): string => (Number.isSafeInteger(value) ? `${value}.0` : String(value));

/** `1.50` → `1.5`, `2.00` → `2.0`, as dbt prints them. */
function decimalJson(text: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return JSON.stringify(text);
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '.0') : text;
}
