import type { SeedType, TypeRules } from '../../adapter/index.ts';
import type { Json } from '../../core/json.ts';
import type { FixtureRow } from '../../manifest/index.ts';
import { fromHost } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
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

/** What the texts of values look like, as Python prints them. */
const LOOKS: readonly (readonly [type: SeedType, look: RegExp])[] = [
  ['boolean', /^(true|false)$/i],
  ['integer', /^[+-]?(0|[1-9]\d*)$/],
  ['number', /^[+-]?((0|[1-9]\d*)(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i],
  ['date', /^\d{4}-\d{2}-\d{2}$/],
  ['timestamp', /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/],
];

function typeOf(values: readonly Json[]): SeedType {
  if (values.length === 0) return 'text';
  const texts = values.map((value) => str(fromHost(value)));
  return LOOKS.find(([, look]) => texts.every((text) => look.test(text)))?.[0] ?? 'text';
}
