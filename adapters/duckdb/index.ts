/** DuckDB, embedded in the process: the default warehouse. See README.md for what it needs. */
import { defineAdapter, shippedFolder } from '../../src/adapter/index.ts';
import { openDuckdb } from './client.ts';
import { type DuckdbConfig, parseConfig } from './config.ts';
import { CONFIG_KEYS } from './config-keys.ts';
import { elsewhere } from './elsewhere.ts';
import { sourceRelation } from './sources.ts';
import { types } from './types.ts';

/** The definition that the registry loads. */
export default defineAdapter<DuckdbConfig>({
  name: 'duckdb',
  parents: [],
  capabilities: {
    transactionalDdl: true,
    merge: true,
    multipleStatements: true,
    comments: true,
    materializedViews: false,
    concurrentBatches: true,
    enforcedConstraints: ['check', 'not_null', 'unique', 'primary_key', 'foreign_key'],
  },
  identifiers: {
    quote: '"',
    quoting: { database: true, schema: true, identifier: true },
    same: (a, b) => a.toLowerCase() === b.toLowerCase(),
    subqueryAlias: false,
  },
  types,
  configKeys: CONFIG_KEYS,
  macros: shippedFolder('adapters/duckdb/macros'),
  incrementalStrategies: ['append', 'delete+insert', 'merge', 'microbatch'],
  parseConfig,
  targetFields: (config) => ({
    database: config.database,
    schema: config.schema,
    path: config.path,
    external_root: config.externalRoot,
    disable_transactions: config.disableTransactions,
  }),
  open: openDuckdb,
  elsewhere,
  sourceRelation,
});
