import type { SeedType, TypeRules } from '../../adapter/index.ts';
import type { Json } from '../../core/json.ts';
import type { FixtureRow } from '../../manifest/index.ts';
import type { MaybeTyped } from './declared-columns.ts';
import { sameColumn, type TypedColumn } from './scene.ts';

/**
 * The columns of an input of which the warehouse and the project know nothing: those that are described and those that
 * the rows name, of the types that their values look like.
 */
export function guessedColumns(
  described: readonly MaybeTyped[],
  rows: readonly FixtureRow[],
  { seedTypes }: TypeRules,
): readonly TypedColumn[] {
  const names: string[] = described.map(({ name }) => name);
  for (const name of rows.flatMap((row) => Object.keys(row)))
    if (!names.some((known) => sameColumn(known, name))) names.push(name);
  return names.map((name) => {
    const said = described.find((column) => column.name === name)?.type;
    return { name, type: said ?? seedTypes[typeOf(valuesOf(rows, name))] };
  });
}

const valuesOf = (rows: readonly FixtureRow[], column: string): readonly Json[] =>
  rows.flatMap((row) =>
    Object.entries(row).flatMap(([name, value]) =>
      value !== null && sameColumn(name, column) ? [value] : [],
    ),
  );

const LOOKS: readonly (readonly [type: SeedType, fits: (value: Json) => boolean])[] = [
  ['boolean', (value) => typeof value === 'boolean' || /^(true|false)$/i.test(String(value))],
  ['integer', (value) => isPlain(value) && /^[+-]?\d+$/.test(String(value))],
  ['number', (value) => isPlain(value) && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(String(value))],
  ['date', (value) => /^\d{4}-\d{2}-\d{2}$/.test(String(value))],
  ['timestamp', (value) => /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(String(value))],
];

/** Numbers, and texts of CSV that are written as one. */
const isPlain = (value: Json): boolean => typeof value !== 'boolean' && !/^[+-]?0\d/.test(String(value));

function typeOf(values: readonly Json[]): SeedType {
  if (values.length === 0) return 'text';
  return LOOKS.find(([, fits]) => values.every(fits))?.[0] ?? 'text';
}
