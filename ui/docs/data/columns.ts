import { metaOf } from './details.ts';
import { type Fields, fieldsOf, listOf, textOf, textsOf } from './json.ts';
import type { Column } from './project.ts';

/** Columns of the warehouse by their name in lower case, in their order. */
export function catalogColumns(table: Fields): ReadonlyMap<string, Fields> {
  const columns = Object.values(fieldsOf(table.columns)).map(fieldsOf);
  const sorted = columns.sort((a, b) => Number(a.index) - Number(b.index));
  return new Map(sorted.map((column) => [textOf(column.name).toLowerCase(), column]));
}

/** Columns of the warehouse first, in their order; then those that are described but not found. */
export function columnsOf(fields: Fields, found: ReadonlyMap<string, Fields> | undefined): readonly Column[] {
  const described = new Map(
    Object.entries(fieldsOf(fields.columns)).map(([name, column]) => [name.toLowerCase(), fieldsOf(column)]),
  );
  if (found === undefined) return [...described.values()].map((column) => merged(column, {}, null));
  const present = [...found].map(([key, column]) => merged(described.get(key) ?? {}, column, true));
  const missing = [...described].filter(([key]) => !found.has(key));
  return [...present, ...missing.map(([, column]) => merged(column, {}, false))];
}

function merged(described: Fields, found: Fields, isFound: boolean | null): Column {
  const config = fieldsOf(described.config);
  return {
    name: textOf(found.name) || textOf(described.name),
    type: textOf(found.type) || textOf(described.data_type),
    description: textOf(described.description) || textOf(found.comment),
    tags: [...new Set([...textsOf(described.tags), ...textsOf(config.tags)])],
    meta: metaOf({ ...fieldsOf(config.meta), ...fieldsOf(described.meta) }),
    constraints: listOf(described.constraints).map(constraintText),
    found: isFound,
  };
}

/** `not null`, `check (amount > 0)`, `foreign key → orders (id)`. */
function constraintText(constraint: Fields): string {
  const words = [textOf(constraint.type).replaceAll('_', ' ')];
  if (textOf(constraint.expression) !== '') words.push(`(${textOf(constraint.expression)})`);
  if (textOf(constraint.to) !== '') words.push(`→ ${textOf(constraint.to)}`);
  return words.join(' ');
}
