import { listOf, mappingOf } from './data.ts';
import { patchPath } from './patch.ts';
import type { PropertyEntry } from './properties.ts';

type Data = { readonly [key: string]: unknown };

/** A source with what an `overrides:` entry of another package changes about it; null where nobody does. */
export function patchedSource(
  entry: PropertyEntry,
  overrides: readonly PropertyEntry[],
): { readonly data: Data; readonly patchPath: string | null } {
  const patch = overrides.find(
    (one) => one.data.overrides === entry.file.packageName && one.name === entry.name,
  );
  if (patch === undefined) return { data: entry.data, patchPath: null };
  const { tables: _, overrides: __, name: ___, ...changes } = patch.data;
  const tables = listOf(entry.data.tables).map((table) => patchedTable(mappingOf(table), patch.data));
  return { data: { ...entry.data, ...changes, tables }, patchPath: patchPath(patch) };
}

function patchedTable(table: Data, patch: Data): Data {
  const own = listOf(patch.tables)
    .map(mappingOf)
    .find((one) => one.name === table.name);
  return own === undefined ? table : { ...table, ...own };
}
