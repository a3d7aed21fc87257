import type { SeedType } from '../adapter/index.ts';
import { failure } from '../core/diagnostic.ts';
import type { ManifestNode } from '../manifest/index.ts';
import { type Extra, TableValue } from '../scope/index.ts';
import { hostFunction } from '../template/index.ts';
import type { MaterializationHooks, SeedTable } from './materialize.ts';

const KINDS = {
  text: 'Text',
  integer: 'Integer',
  number: 'Number',
  boolean: 'Boolean',
  date: 'Date',
  timestamp: 'DateTime',
} as const satisfies Record<SeedType, string>;

/** `load_agate_table()` of a seed: its columns and how many rows it has; the rows themselves never come to templates. */
export function seedNames(node: ManifestNode, { seedTable }: MaterializationHooks): Extra {
  const load = hostFunction('load_agate_table', [], async () => {
    if (!seedTable || node.resource_type !== 'seed') {
      throw failure('TD305', `can only load_agate_table for seeds (got a ${node.resource_type})`);
    }
    return tableOf(await seedTable());
  });
  return new Map([['load_agate_table', load]]);
}

const tableOf = ({ columns, rows }: SeedTable): TableValue =>
  new TableValue({
    names: columns.map((column) => column.name),
    kinds: columns.map((column) => KINDS[column.type]),
    rows: [],
    count: rows,
  });
