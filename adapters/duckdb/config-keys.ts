import type { ConfigKey } from '../../src/adapter/index.ts';

/** The settings of a DuckDB target, in the order in which `debug` shows them. */
export const CONFIG_KEYS: readonly ConfigKey[] = [
  { name: 'type', type: 'string', required: true, doc: 'Always duckdb.' },
  {
    name: 'path',
    type: 'string',
    default: ':memory:',
    doc: 'The database file, or :memory: for one that is forgotten.',
  },
  { name: 'schema', type: 'string', default: 'main', doc: 'Schema that models are built in.' },
  {
    name: 'database',
    type: 'string',
    doc: "The file's name without its ending, or the alias of an attached database.",
  },
  { name: 'threads', type: 'integer', default: 1, doc: 'How many models are built at the same time.' },
  { name: 'extensions', type: 'list', doc: 'Extensions to install and load: names, or {name, repo}.' },
  { name: 'settings', type: 'object', doc: "Settings of each session: {memory_limit: '4GB'}." },
  { name: 'config_options', type: 'object', doc: 'Settings that must be known when the file is opened.' },
  {
    name: 'secrets',
    type: 'list',
    secret: true,
    doc: 'Secrets for stores: {type: s3, key_id: …, secret: …}.',
  },
  {
    name: 'attach',
    type: 'list',
    doc: 'More databases: paths, or {path, alias, type, secret, read_only, options}.',
  },
  { name: 'external_root', type: 'string', default: '.', doc: 'Folder that external models are written to.' },
  { name: 'retries', type: 'object', doc: '{connect_attempts, query_attempts, retryable_exceptions}.' },
  { name: 'disable_transactions', type: 'boolean', default: false, doc: 'Runs every statement on its own.' },
  {
    name: 'keep_open',
    type: 'boolean',
    default: true,
    doc: 'Accepted and not needed: the file is held for one run.',
  },
  { name: 'is_ducklake', type: 'boolean', default: false, doc: 'The path leads to a DuckLake.' },
];

/** Keys of dbt-duckdb that tsdbt does not offer, and what to use in their place. */
export const REFUSED_KEYS: Readonly<Record<string, string>> = {
  use_credential_provider: 'write `secrets: [{type: s3, provider: credential_chain}]`',
  filesystems: 'these are Python libraries; use `extensions: [httpfs]` and `secrets`',
  plugins: 'these are Python code; read files with external_location, databases with `attach`',
  module_paths: 'these are Python code; remove the key',
  remote: 'a server cannot be used; set `path` to a file',
  flights: 'MotherDuck is not offered; remove the key',
  motherduck_token: 'MotherDuck is not offered; remove the key and set `path` to a file',
};
