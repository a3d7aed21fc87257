/** Every command: what it is called, what it is for, which options it takes, and what to load to do it. */
import type { OptionKey } from './options.ts';

/** A command of this version. */
export interface CommandSpec {
  /** Words on the command line: `source freshness`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly doc: string;
  readonly options: readonly OptionKey[];
  readonly positional?: { readonly name: string; readonly required: boolean; readonly doc: string };
}

/** Options that every command takes. */
export const GLOBAL: readonly OptionKey[] = [
  'project-dir',
  'profiles-dir',
  'profile',
  'target',
  'vars',
  'target-path',
  'log-path',
  'version-check',
  'quiet',
  'debug',
  'log-format',
  'log-format-file',
  'log-level',
  'log-level-file',
  'log-file-max-bytes',
  'use-colors',
  'use-colors-file',
  'printer-width',
  'print',
  'reporter',
  'show-all-deprecations',
  'warn-error',
  'warn-error-options',
  'fail-fast',
  'indirect-selection',
  'write-json',
  'cache-selected-only',
  'populate-cache',
  'partial-parse',
  'introspect',
  'defer',
  'favor-state',
  'state',
  'defer-state',
  'deprecated-defer',
  'deprecated-favor-state',
  'deprecated-print',
  'deprecated-state',
  'log-cache-events',
  'macro-debugging',
  'partial-parse-file-diff',
  'partial-parse-file-path',
  'record-timing-info',
  'send-anonymous-usage-stats',
  'show-resource-report',
  'single-threaded',
  'static-parser',
  'upload-to-artifacts-ingest-api',
  'use-experimental-parser',
  'use-fast-test-edges',
];

const NODES = ['select', 'exclude', 'selector', 'threads', 'sqlparse'] as const;
/** Of commands that work on nodes in the warehouse. */
const LIMITS = ['deadline', 'lock-wait'] as const;
const KINDS = ['resource-types', 'exclude-resource-types'] as const;
const TIMES = ['event-time-start', 'event-time-end', 'sample', 'empty'] as const;

/** The commands, in the order of --help. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'init',
    doc: 'Write a small project that builds at once',
    options: ['skip-profile-setup'],
    positional: { name: 'project_name', required: false, doc: 'Name of the project and of its folder' },
  },
  {
    name: 'debug',
    doc: 'Show versions and settings, and try the connection',
    options: ['connection', 'config-dir'],
  },
  {
    name: 'deps',
    doc: 'Install the packages of packages.yml and write package-lock.yml',
    options: ['upgrade', 'lock', 'add-package', 'source'],
  },
  { name: 'parse', doc: 'Read the project and write its manifest', options: ['threads'] },
  {
    name: 'ls',
    aliases: ['list'],
    doc: 'List the resources of the project',
    options: ['ls-select', 'models', 'exclude', 'selector', 'ls-output', 'output-keys', ...KINDS],
  },
  {
    name: 'compile',
    doc: 'Render nodes to SQL, run nothing',
    options: [...NODES, 'inline', 'output', 'full-refresh', 'empty', 'inject-ephemeral-ctes'],
  },
  { name: 'run', doc: 'Build models', options: [...NODES, ...LIMITS, ...TIMES, 'full-refresh'] },
  { name: 'test', doc: 'Run data tests', options: [...NODES, ...LIMITS, ...KINDS, 'store-failures'] },
  { name: 'seed', doc: 'Load CSV files', options: [...NODES, ...LIMITS, 'full-refresh', 'empty', 'show'] },
  { name: 'snapshot', doc: 'Bring snapshots up to date', options: [...NODES, ...LIMITS, 'empty'] },
  {
    name: 'build',
    doc: 'Load seeds, build models and snapshots and test them, parents before children',
    options: [
      ...NODES,
      ...LIMITS,
      ...KINDS,
      ...TIMES,
      'full-refresh',
      'store-failures',
      'show',
      'export-saved-queries',
      'include-saved-query',
    ],
  },
  {
    name: 'clone',
    doc: 'Make nodes from where they stand in a saved state',
    options: [...NODES, ...LIMITS, ...KINDS, 'full-refresh'],
  },
  {
    name: 'retry',
    doc: 'Do the last command again for what failed or was skipped',
    options: ['threads', ...LIMITS, 'full-refresh'],
  },
  {
    name: 'show',
    doc: 'Print the first rows of a node or of a query',
    options: [...NODES, 'inline', 'inline-direct', 'limit', 'show-output', 'full-refresh'],
  },
  {
    name: 'run-operation',
    doc: 'Call a macro',
    options: ['args', 'threads'],
    positional: { name: 'macro', required: true, doc: 'Its name, or package.name' },
  },
  {
    name: 'compat',
    doc: 'Have dbt do the same in a copy of the project, and print what differs',
    options: [...NODES, 'against', 'parse-only', 'with-build', 'twice', 'targets', 'output', 'shown', 'keep'],
  },
  {
    name: 'clean',
    doc: 'Remove what clean-targets names',
    options: ['clean-project-files-only', 'relations', 'apply'],
  },
  {
    name: 'source freshness',
    aliases: ['source snapshot-freshness'],
    doc: 'Measure how old sources are',
    options: [...NODES, ...LIMITS, 'freshness-output'],
  },
  {
    name: 'docs generate',
    doc: 'Write the manifest, the catalog of the warehouse and the page that shows them',
    options: [...NODES, 'compile', 'empty-catalog', 'static'],
  },
  {
    name: 'docs serve',
    doc: 'Show the docs page on this machine until Ctrl-C',
    options: ['port', 'host', 'browser'],
  },
];
