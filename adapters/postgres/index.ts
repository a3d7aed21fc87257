/** Postgres, over the network or a socket. See README.md for what it needs. */
import { defineAdapter, shippedFolder } from '../../src/adapter/index.ts';
import { openPostgres } from './client.ts';
import { type PostgresConfig, parseConfig } from './config.ts';
import { CONFIG_KEYS } from './config-keys.ts';
import { types } from './types.ts';

/** The definition that the registry loads. */
export default defineAdapter<PostgresConfig>({
  name: 'postgres',
  parents: [],
  capabilities: {
    transactionalDdl: true,
    merge: true,
    multipleStatements: true,
    comments: true,
    materializedViews: true,
    sessionLocks: true,
    singleDatabase: true,
    enforcedConstraints: ['check', 'not_null', 'unique', 'primary_key', 'foreign_key'],
  },
  identifiers: {
    quote: '"',
    quoting: { database: true, schema: true, identifier: true },
    same: (a, b) => a === b,
    subqueryAlias: true,
    maxLength: 63,
    renameable: ['view', 'table'],
    replaceable: ['view', 'table'],
  },
  types,
  configKeys: CONFIG_KEYS,
  macros: shippedFolder('adapters/postgres/macros'),
  incrementalStrategies: ['append', 'delete+insert', 'merge', 'microbatch'],
  parseConfig,
  targetFields: ({ host, port, user, database, schema, role, searchPath }) => ({
    host,
    port,
    user,
    database,
    schema,
    role,
    search_path: searchPath,
  }),
  open: openPostgres,
});
