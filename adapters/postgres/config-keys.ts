import type { ConfigKey } from '../../src/adapter/index.ts';

/** The settings of a Postgres target, in the order in which `debug` shows them. */
export const CONFIG_KEYS: readonly ConfigKey[] = [
  { name: 'type', type: 'string', required: true, doc: 'Always postgres.' },
  {
    name: 'host',
    type: 'string',
    required: true,
    doc: 'Name or address of the server, or the folder of its socket.',
  },
  { name: 'port', type: 'integer', default: 5432, doc: 'Port of the server.' },
  { name: 'user', type: 'string', required: true, doc: 'Who signs in.' },
  {
    name: 'password',
    type: 'string',
    secret: true,
    aliases: ['pass'],
    doc: 'Password; without it PGPASSWORD, then the password file (~/.pgpass).',
  },
  {
    name: 'database',
    type: 'string',
    required: true,
    aliases: ['dbname'],
    doc: 'Database that is built in.',
  },
  { name: 'schema', type: 'string', required: true, doc: 'Schema that models are built in.' },
  { name: 'threads', type: 'integer', default: 4, doc: 'How many models are built at the same time.' },
  { name: 'role', type: 'string', doc: 'Role that is taken on after signing in.' },
  { name: 'search_path', type: 'string', doc: 'Schemas that names without a schema are looked for in.' },
  {
    name: 'sslmode',
    type: 'string',
    default: 'prefer',
    doc: 'disable, allow, prefer, require, verify-ca or verify-full.',
  },
  { name: 'sslcert', type: 'string', doc: 'File with the certificate of the client.' },
  { name: 'sslkey', type: 'string', doc: 'File with the key of the client.' },
  { name: 'sslrootcert', type: 'string', doc: 'File with the certificates that the server is checked by.' },
  {
    name: 'connect_timeout',
    type: 'integer',
    default: 10,
    doc: 'Seconds to wait for the server; 0: for ever.',
  },
  {
    name: 'keepalives_idle',
    type: 'integer',
    default: 0,
    doc: 'Seconds without traffic until a keepalive is sent; 0: 60.',
  },
  { name: 'retries', type: 'integer', default: 1, doc: 'How often connecting is tried again.' },
  {
    name: 'application_name',
    type: 'string',
    default: 'tsdbt',
    doc: 'What pg_stat_activity shows.',
  },
  { name: 'statement_timeout', type: 'string', doc: 'Longest time for a statement: 30s, 5min.' },
  { name: 'lock_timeout', type: 'string', doc: 'Longest time to wait for a lock: 10s.' },
  { name: 'autocommit', type: 'boolean', default: false, doc: 'Commits every statement on its own.' },
];
