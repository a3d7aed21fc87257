import type { Diagnostic } from '../../core/diagnostic.ts';
import { listOf, mappingOf } from '../context/data.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';

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

/** Two entries that override one source: TD208. */
export function doubleOverrides(overrides: readonly PropertyEntry[]): readonly Diagnostic[] {
  const known = new Map<string, PropertyEntry>();
  return overrides.flatMap((one) => {
    const name = `${String(one.data.overrides)}.${one.name}`;
    const first = known.get(name);
    known.set(name, first ?? one);
    if (first === undefined) return [];
    const files = [...new Set([first.file.path, one.file.path])];
    const where = files.length > 1 ? 'one of these files' : 'this file';
    const message = `dbt found two schema.yml entries for the same source named ${one.name} in package ${String(one.data.overrides)}. Resources and their associated columns may only be described a single time. To fix this, remove one of the source entries in ${where}:${files.map((path) => `\n - ${path}`).join('')}`;
    return [{ code: 'TD208', message, at: placeIn(one, 'overrides') }];
  });
}

/** Overrides of sources that no package has: TD207. */
export function unusedOverrides(
  all: readonly PropertyEntry[],
  overrides: readonly PropertyEntry[],
): readonly Diagnostic[] {
  const known = new Set(
    all.filter((one) => !overrides.includes(one)).map((one) => `${one.file.packageName}.${one.name}`),
  );
  return overrides
    .filter((one) => !known.has(`${String(one.data.overrides)}.${one.name}`))
    .map((one) => ({
      code: 'TD207',
      message: `Source override of ${String(one.data.overrides)}.${one.name} (in ${one.file.path}) changes nothing: there is no such source`,
      at: placeIn(one, 'overrides'),
    }));
}
