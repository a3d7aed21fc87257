/**
 * Every option of the command line, described once: parsing, help, environment variables and docs/reference/cli.md
 * come from this table. Names, meanings and variables are dbt's; an option of the same name that means another thing
 * elsewhere has a key of its own and its `name` set.
 */

/** What an option is and how it is written. */
interface Common {
  /** One sentence for help and docs. */
  readonly doc: string;
  /** Its name where the key is not (`ls-output` is `--output`). */
  readonly name?: string;
  readonly short?: string;
  readonly aliases?: readonly string[];
  /** Also read from TSDBT_X, DBT_ENGINE_X and DBT_X, and from `flags:` of the project file. */
  readonly env?: boolean;
  /** Accepted for scripts that pass it, but it changes nothing; not in --help. */
  readonly ignored?: boolean;
}

/** A described option; its kind says what values it takes. */
export type OptionSpec = Common &
  (
    | { readonly kind: 'flag'; readonly default?: boolean }
    | { readonly kind: 'text'; readonly value: string; readonly default?: string }
    | { readonly kind: 'texts'; readonly value: string; readonly choices?: readonly string[] }
    | { readonly kind: 'integer'; readonly default?: number }
    | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly default?: string }
  );

type More = Partial<Common>;
const ENV = { env: true } as const;

const flag = (doc: string, more: More & { default?: boolean } = {}) =>
  ({ kind: 'flag', doc, ...more }) as const;
const text = (value: string, doc: string, more: More & { default?: string } = {}) =>
  ({ kind: 'text', value, doc, ...more }) as const;
const texts = (value: string, doc: string, more: More & { choices?: readonly string[] } = {}) =>
  ({ kind: 'texts', value, doc, ...more }) as const;
const integer = (doc: string, more: More & { default?: number } = {}) =>
  ({ kind: 'integer', doc, ...more }) as const;
const choice = (choices: readonly string[], doc: string, more: More & { default?: string } = {}) =>
  ({ kind: 'choice', choices, doc, ...more }) as const;
const ignoredFlag = (doc: string) => flag(doc, { ...ENV, ignored: true });
const ignoredText = (doc: string) => text('text', doc, { ...ENV, ignored: true });

const FORMATS = ['text', 'debug', 'json', 'default'];
const LEVELS = ['debug', 'info', 'warn', 'error', 'none'];
const TYPES = [
  'metric',
  'semantic_model',
  'saved_query',
  'source',
  'analysis',
  'function',
  'model',
  'test',
  'unit_test',
  'exposure',
  'snapshot',
  'seed',
  'default',
];

/** The table. */
export const OPTIONS = {
  // where
  'project-dir': text('path', 'Folder of the project file; else the nearest one from here up', ENV),
  'profiles-dir': text('path', 'Folder of profiles.yml', ENV),
  profile: text('name', 'Profile to use instead of the one that the project names', ENV),
  target: text('name', 'Target of the profile to use', { short: 't', ...ENV }),
  vars: text('yaml', `Values for var(): '{name: value}'`, ENV),
  'target-path': text('path', 'Where artifacts and compiled SQL go', ENV),
  'log-path': text('path', 'Where logs go', ENV),
  threads: integer('How many nodes run at a time', ENV),
  'version-check': flag('Check require-dbt-version', { default: true, ...ENV }),
  // what is shown
  quiet: flag('Print data and errors only', { short: 'q', ...ENV }),
  debug: flag('Print debug lines, too', { short: 'd', ...ENV }),
  'log-format': choice(FORMATS, 'How lines look on the console', { default: 'default', ...ENV }),
  'log-format-file': choice(
    FORMATS,
    'How lines look in the log file; as on the console when only that is given',
    ENV,
  ),
  'log-level': choice(LEVELS, 'Least level of lines on the console', { default: 'info', ...ENV }),
  'log-level-file': choice(LEVELS, 'Least level of lines in the log file', { default: 'debug', ...ENV }),
  'log-file-max-bytes': integer('Size at which the log file is rolled over; 0: never', {
    default: 10485760,
    ...ENV,
  }),
  'use-colors': flag('Colour the console; else only a terminal is', ENV),
  'use-colors-file': flag('Colour the log file', ENV),
  'printer-width': integer('Width of the lines of a run', { default: 80, ...ENV }),
  print: flag('Show what print() of templates prints', { default: true, ...ENV }),
  reporter: texts('name', 'Write a report as well: junit, or junit=path', ENV),
  'show-all-deprecations': flag('Show each deprecation, not only the first of its kind'),
  'warn-error': flag('Warnings are errors', ENV),
  'warn-error-options': text('yaml', `Which warnings: '{error: all, warn: [name], silence: [name]}'`, ENV),
  // how
  'fail-fast': flag('Stop at the first failure', { short: 'x', ...ENV }),
  'lock-wait': text(
    'time',
    'How long to wait for another run that builds the same relations (default: until it ends; 0: not at all)',
    ENV,
  ),
  deadline: text(
    'time',
    'End the run after so long (90s, 30m, 2h): statements are cancelled, the rest is skipped',
    ENV,
  ),
  'indirect-selection': choice(
    ['eager', 'cautious', 'buildable', 'empty'],
    'Which tests of selected nodes come along: those with any parent selected, all, all that are built, none',
    { default: 'eager', ...ENV },
  ),
  'write-json': flag('Write artifacts', { default: true, ...ENV }),
  'cache-selected-only': flag('Read existing relations only of schemas that are written', ENV),
  'populate-cache': flag('Read existing relations at the start', { default: true, ...ENV }),
  'partial-parse': flag('Use what the last parse found', { default: true, ...ENV }),
  introspect: flag('Let templates query while compiling', { default: true, ...ENV }),
  // nodes
  select: texts('nodes', 'Nodes to work on', { short: 's', aliases: ['m', 'models', 'model'] }),
  'ls-select': texts('nodes', 'Nodes to list', { name: 'select', short: 's' }),
  models: texts('nodes', 'Models to list', { short: 'm', aliases: ['model'] }),
  exclude: texts('nodes', 'Nodes to leave out'),
  selector: text('name', 'Selection of selectors.yml'),
  'resource-types': texts('type', 'Only these kinds of resources', {
    aliases: ['resource-type'],
    choices: [...TYPES, 'all'],
    ...ENV,
  }),
  'exclude-resource-types': texts('type', 'All but these kinds of resources', {
    aliases: ['exclude-resource-type'],
    choices: TYPES,
    ...ENV,
  }),
  'full-refresh': flag('Rebuild incremental models and seeds from nothing', { short: 'f', ...ENV }),
  state: text('path', 'Folder with the artifacts of another run: for state:, result: and --defer', ENV),
  defer: flag('Refs of nodes that are not built here mean those of the state', ENV),
  'favor-state': flag('Refs of nodes that are not selected mean those of the state, built here or not', ENV),
  'defer-state': text('path', 'Folder of the state to defer to, where that is not --state', ENV),
  'store-failures': flag('Keep rows that fail tests in tables', ENV),
  empty: flag('Read no rows: build the shape only', ENV),
  'event-time-start': text('time', 'Microbatch models: build the batches from here on', ENV),
  'event-time-end': text('time', '… up to here', ENV),
  sample: text(
    'window',
    `Read only this time of inputs with an event_time: '3 days', '{start: …, end: …}'`,
    ENV,
  ),
  // commands
  show: flag('Print the first rows of what was loaded'),
  inline: text('sql', 'A query with templates instead of a node'),
  'inline-direct': text('sql', 'A plain query instead of a node'),
  limit: integer('Number of rows; below 0: all', { default: 5 }),
  output: choice(['json', 'text'], 'How it is printed', { default: 'text' }),
  'show-output': choice(['json', 'text', 'csv'], 'How it is printed', { name: 'output', default: 'text' }),
  'ls-output': choice(['json', 'name', 'path', 'selector'], 'What is printed of each resource', {
    name: 'output',
    default: 'selector',
  }),
  'output-keys': texts('keys', 'Keys for --output json: name config.materialized'),
  'freshness-output': text('path', 'Where the report goes instead of target/sources.json', {
    name: 'output',
    short: 'o',
  }),
  args: text('yaml', `Arguments of the macro: '{name: value}'`),
  'config-dir': flag('Only tell where profiles are looked for'),
  connection: flag('Only try the connection'),
  'skip-profile-setup': flag('Ask nothing', { short: 's' }),
  'clean-project-files-only': flag('Refuse to remove what is outside of the project', {
    default: true,
    ...ENV,
  }),
  relations: flag(
    'Show relations that tsdbt made and the project no longer has, instead of removing folders',
  ),
  apply: flag('With --relations: drop them'),
  upgrade: flag('Resolve versions anew, whatever the lock says'),
  lock: flag('Write package-lock.yml, install nothing'),
  'add-package': text('package', 'Write a package into packages.yml first: dbt-labs/dbt_utils@1.3.0'),
  source: choice(['git', 'hub', 'local'], 'Where the package of --add-package comes from', {
    default: 'hub',
  }),
  compile: flag('Compile first', { default: true }),
  'empty-catalog': flag('Write a catalog without reading the warehouse'),
  static: flag('Also write one page with everything in it, static_index.html'),
  port: integer('Port to listen on; 0: any that is free', { default: 8080 }),
  host: text('address', 'Address to listen on', { default: '127.0.0.1', ...ENV }),
  browser: flag('Open the page in a browser', { default: true }),
  against: text('command', 'The other tool, as you would type it before "compile"', { default: 'dbt' }),
  'parse-only': flag('Compare manifests only, compile nothing'),
  'with-build': flag('Build and test in both, and compare results and tables', { name: 'build' }),
  twice: flag('Build twice in the other tool: values that it changes itself from run to run do not count'),
  targets: text(
    'names',
    'Targets to build in instead of schemas or files of their own: the other tool, this one, with --twice a third: a,b',
  ),
  shown: integer('Number of differences that are shown; below 0: all', { name: 'limit', default: 20 }),
  keep: flag('Keep the copies of the project, and what was built'),
  // accepted, of no effect here
  'deprecated-defer': ignoredText('Older name of --defer'),
  'deprecated-favor-state': ignoredText('Older name of --favor-state'),
  'deprecated-print': ignoredFlag('Older name of --print'),
  'deprecated-state': ignoredText('Older name of --state'),
  'log-cache-events': ignoredFlag('Log changes of the relation cache'),
  'macro-debugging': ignoredFlag('Write rendered macros to files'),
  'partial-parse-file-diff': ignoredFlag('Compare files when parsing again'),
  'partial-parse-file-path': ignoredText('Saved parse result'),
  'record-timing-info': text('path', 'Profile of the process', { short: 'r', ignored: true }),
  'send-anonymous-usage-stats': ignoredFlag('tsdbt sends nothing'),
  'show-resource-report': ignoredFlag('Resources that the process used'),
  'single-threaded': ignoredFlag('Run nodes one by one'),
  'static-parser': ignoredFlag('Read simple models without rendering'),
  'upload-to-artifacts-ingest-api': ignoredFlag('tsdbt uploads nothing'),
  'use-experimental-parser': ignoredFlag('Another parser'),
  'use-fast-test-edges': ignoredFlag('Another way to place tests'),
  sqlparse: ignoredText('Settings of a parser that tsdbt does not have'),
  'export-saved-queries': ignoredFlag('Export saved queries'),
  'include-saved-query': ignoredFlag('Include saved queries'),
  'inject-ephemeral-ctes': flag('Put ephemeral models into compiled SQL', { default: true, ...ENV }),
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** A key of the table. */
export type OptionKey = keyof typeof OPTIONS;

type ValueOf<Spec> = Spec extends { kind: 'flag' }
  ? boolean
  : Spec extends { kind: 'integer' }
    ? number
    : Spec extends { kind: 'texts' }
      ? readonly string[]
      : string;

/** Values of options by their key; what nobody set is missing. */
export type Values = { readonly [Key in OptionKey]?: ValueOf<(typeof OPTIONS)[Key]> };

/** The table, each row as the general type. */
export const optionOf = (key: OptionKey): OptionSpec => OPTIONS[key];

/** How the user writes it, without dashes. */
export const optionName = (key: OptionKey): string => optionOf(key).name ?? key;
