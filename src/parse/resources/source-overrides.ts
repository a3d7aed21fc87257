import { listOf, mappingOf } from '../context/data.ts';
import type { PropertyEntry } from '../properties/properties.ts';

type Data = { readonly [key: string]: unknown };

/** What a source's entry says, with what an `overrides:` entry of another package changes about it. */
export function overriddenSource(entry: PropertyEntry, overrides: readonly PropertyEntry[]): Data {
  const patch = overrides.find(
    (one) => one.data.overrides === entry.file.packageName && one.name === entry.name,
  );
  if (patch === undefined) return entry.data;
  const { tables: _, overrides: __, name: ___, ...changes } = patch.data;
  const tables = listOf(entry.data.tables).map((table) => patchedTable(mappingOf(table), patch.data));
  return { ...entry.data, ...changes, tables };
}

function patchedTable(table: Data, patch: Data): Data {
  const own = listOf(patch.tables)
    .map(mappingOf)
    .find((one) => one.name === table.name);
  return own === undefined ? table : { ...table, ...own };
}
