import { inQuotes, type SeedType } from '../../adapter/index.ts';
import { hostFunction, PyDict, PyError, type Value } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
import { failAt } from '../context/fail.ts';
import { projectConfig } from '../names/references.ts';
import { BehaviourFlags } from '../values/behaviour.ts';
import type { ColumnKind } from '../values/cells.ts';
import { TableValue } from '../values/table.ts';
import { dispatchMethod } from './dispatch.ts';
import type { Methods, Naming } from './methods.ts';

const quote = ({ context }: Naming, name: Value): string =>
  inQuotes(str(name), context.world.adapter.identifiers.quote);

/** Methods that need no warehouse: they answer while parsing, too. */
export const namingMethods: Methods<Naming> = {
  dispatch: dispatchMethod,
  type: ({ context }) => hostFunction('type', [], () => context.world.adapter.name),
  config: ({ context }) => projectConfig(context.world),
  quote: (on) => hostFunction('quote', ['identifier'], (name) => quote(on, name)),
  quote_as_configured: (on) =>
    hostFunction('quote_as_configured', ['identifier', 'quote_key'], (name, key) => {
      const policy: Readonly<Record<string, boolean>> = { ...on.context.world.quoting };
      return policy[str(key)] === true ? quote(on, name) : str(name);
    }),
  quote_seed_column: (on) =>
    hostFunction('quote_seed_column', ['column', 'quote_config'], (name, wanted) => {
      if (wanted !== null && typeof wanted !== 'boolean') {
        throw new PyError(
          'TypeError',
          `The seed configuration value of "quote_columns" has an invalid type ${str(wanted)}`,
          'TD212',
        );
      }
      return wanted === false ? str(name) : quote(on, name);
    }),
  standardize_grants_dict: () => hostFunction('standardize_grants_dict', ['grants_table'], grantsOf),
  verify_database: ({ context }) =>
    hostFunction('verify_database', ['database'], (database, call) => {
      const { adapter, target } = context.world;
      const [name, own] = [str(database).replaceAll('"', ''), target.database ?? ''];
      if (!adapter.capabilities.singleDatabase || name.toLowerCase() === own.toLowerCase()) return '';
      throw failAt(call, 'TD606', `Cross-db references not allowed in ${adapter.name} (${name} vs ${own})`, {
        help: `a session sees one database: leave "database" out, or set it to ${own}`,
      });
    }),
  valid_incremental_strategies: ({ context }) =>
    hostFunction('valid_incremental_strategies', [], () => [...context.world.adapter.incrementalStrategies]),
  build_catalog_relation: () => hostFunction('build_catalog_relation', ['config'], () => null),
  behavior: ({ context }) => new BehaviourFlags(context.world.flags),
  is_motherduck: () => hostFunction('is_motherduck', [], () => false),
  is_ducklake: () => hostFunction('is_ducklake', ['relation'], () => false),
  disable_transactions: ({ context }) =>
    hostFunction('disable_transactions', [], () => context.world.target.disable_transactions === true),
  escape_sql_string: () =>
    hostFunction('escape_sql_string', ['value'], (value) => str(value).replaceAll("'", "''")),
  external_root: ({ context }) =>
    hostFunction('external_root', [], () => textOf(context.world.target.external_root, '.')),
  convert_type: ({ context }) =>
    hostFunction('convert_type', ['agate_table', 'col_idx'], (table, at) => {
      const kind = table instanceof TableValue ? table.data.kinds[Number(at)] : undefined;
      return context.world.adapter.types.seedTypes[SEED_TYPES[kind ?? 'Text']];
    }),
  warn_once: ({ context }) =>
    hostFunction('warn_once', ['msg'], (message) => {
      context.world.emit({ type: 'diagnostic', diagnostic: { code: 'TD311', message: str(message) } });
      return '';
    }),
};

const SEED_TYPES = {
  Text: 'text',
  Integer: 'integer',
  Number: 'number',
  Boolean: 'boolean',
  Date: 'date',
  DateTime: 'timestamp',
} as const satisfies Record<ColumnKind, SeedType>;

const textOf = (value: unknown, or: string): string => (typeof value === 'string' ? value : or);

/** Rows of grants as the dict that a `grants` config is: privilege → grantees. */
function grantsOf(table: Value): Value {
  if (!(table instanceof TableValue))
    throw new PyError('TypeError', 'standardize_grants_dict() wants the table of a query');
  const grants = new PyDict();
  const column = (name: string): number => table.data.names.indexOf(name);
  const [grantee, privilege] = [column('grantee'), column('privilege_type')];
  for (const row of table.data.rows) {
    const list = grants.get(row[privilege] ?? null);
    if (Array.isArray(list)) list.push(row[grantee] ?? null);
    else grants.set(row[privilege] ?? null, [row[grantee] ?? null]);
  }
  return grants;
}
