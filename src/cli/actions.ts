/** What each command does: loads its engine function, and hands it the options under the engine's names. */
import type { Engine } from '../engine/open.ts';
import type { EngineOptions, RunOptions, SelectOptions } from '../engine/options.ts';
import type { Values } from './options.ts';

/** How a command ended. */
export interface Ended {
  readonly exitCode: 0 | 1;
  readonly cancelled?: boolean;
}

/** Carries a command out. Rejects with TsdbtError, which the sinks have been told of. */
export type Action = (options: EngineOptions, values: Values, argument: string | undefined) => Promise<Ended>;

/** Opens a project, works on it, and closes its warehouse whatever happens. */
const onProject =
  (work: (engine: Engine, values: Values, argument: string | undefined) => Promise<Ended>): Action =>
  async (options, values, argument) => {
    const { openEngine } = await import('../engine/open.ts');
    const engine = await openEngine(options);
    try {
      return await work(engine, values, argument);
    } finally {
      await engine.close();
    }
  };

const relations = onProject(async (engine, values) =>
  (await import('../engine/clean-relations.ts')).cleanRelations(engine, defined({ apply: values.apply })),
);

/** Actions by the command's name. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  init: async (options, _, projectName) =>
    (await import('../engine/init.ts')).init(options, defined({ projectName })),
  debug: async (options, values) =>
    (await import('../engine/debug.ts')).debug(
      options,
      defined({ connection: values.connection, configDir: values['config-dir'] }),
    ),
  clean: async (options, values, argument) =>
    values.relations === true
      ? relations(options, values, argument)
      : (await import('../engine/clean.ts')).clean(
          options,
          defined({ projectFilesOnly: values['clean-project-files-only'] }),
        ),
  deps: async (options, values) =>
    (await import('../engine/deps.ts')).deps(options, {
      ...defined({ upgrade: values.upgrade, lockOnly: values.lock }),
      ...packageToAdd(values),
    }),
  parse: onProject(async (engine) => (await import('../engine/parse.ts')).parse(engine)),
  ls: onProject(async (engine, values) => (await import('../engine/ls.ts')).ls(engine, listOptions(values))),
  compile: onProject(async (engine, values) =>
    (await import('../engine/compile.ts')).compile(engine, { ...runOptions(values), ...textOptions(values) }),
  ),
  compat: async (options, values) =>
    (await import('../engine/compat.ts')).compat(options, {
      against: values.against ?? 'dbt',
      ...selection(values),
      ...defined({
        parseOnly: values['parse-only'],
        build: values['with-build'],
        twice: values.twice,
        targets: values.targets?.split(',').map((name) => name.trim()),
        output: oneOf(['text', 'json'] as const, values.output),
        limit: values.shown,
        keep: values.keep,
      }),
    }),
  run: onProject(async (engine, values) =>
    (await import('../engine/run.ts')).run(engine, runOptions(values)),
  ),
  test: onProject(async (engine, values) =>
    (await import('../engine/test.ts')).test(engine, runOptions(values)),
  ),
  seed: onProject(async (engine, values) =>
    (await import('../engine/seed.ts')).seed(engine, {
      ...runOptions(values),
      ...defined({ show: values.show }),
    }),
  ),
  snapshot: onProject(async (engine, values) =>
    (await import('../engine/snapshot.ts')).snapshot(engine, runOptions(values)),
  ),
  build: onProject(async (engine, values) =>
    (await import('../engine/build.ts')).build(engine, runOptions(values)),
  ),
  clone: onProject(async (engine, values) =>
    (await import('../engine/clone.ts')).clone(engine, {
      ...runOptions(values),
      ...defined({ state: values['defer-state'] ?? values.state }),
    }),
  ),
  retry: async (options, values) =>
    (await import('../engine/retry.ts')).retry(
      options,
      defined({ state: values.state, fullRefresh: values['full-refresh'] }),
    ),
  show: onProject(async (engine, values) =>
    (await import('../engine/show.ts')).show(engine, {
      ...runOptions(values),
      ...defined({
        inline: values.inline,
        limit: values.limit,
        inlineDirect: values['inline-direct'],
        output: oneOf(['text', 'json', 'csv'] as const, values['show-output']),
      }),
    }),
  ),
  'run-operation': onProject(async (engine, values, macro = '') =>
    (await import('../engine/run-operation.ts')).runOperation(engine, {
      macro,
      ...defined({ args: values.args }),
    }),
  ),
  'source freshness': onProject(async (engine, values) =>
    (await import('../engine/freshness.ts')).sourceFreshness(engine, {
      ...selection(values),
      ...defined({ output: values['freshness-output'] }),
    }),
  ),
  'docs generate': onProject(async (engine, values) =>
    (await import('../engine/docs-generate.ts')).docsGenerate(engine, {
      ...selection(values),
      ...defined({ compile: values.compile, emptyCatalog: values['empty-catalog'], static: values.static }),
    }),
  ),
  'docs serve': onProject(async (engine, values) => {
    const { openBrowser } = await import('./open-browser.ts');
    return (await import('../engine/docs-serve.ts')).docsServe(
      engine,
      defined({
        port: values.port,
        host: values.host,
        ready: values.browser === false ? undefined : openBrowser,
      }),
    );
  }),
};

function packageToAdd(values: Values) {
  const text = values['add-package'];
  const source = oneOf(['hub', 'git', 'local'] as const, values.source) ?? 'hub';
  return text === undefined ? {} : { add: { text, source } };
}

function selection(values: Values): SelectOptions {
  return defined({
    select: values.select ?? values['ls-select'],
    exclude: values.exclude,
    selector: values.selector,
    indirectSelection: oneOf(
      ['eager', 'cautious', 'buildable', 'empty'] as const,
      values['indirect-selection'],
    ),
    resourceTypes: values['resource-types'],
    excludeResourceTypes: values['exclude-resource-types'],
  });
}

const runOptions = (values: Values): RunOptions => ({
  ...selection(values),
  ...defined({
    fullRefresh: values['full-refresh'],
    failFast: values['fail-fast'],
    storeFailures: values['store-failures'],
    empty: values.empty,
    eventTimeStart: values['event-time-start'],
    eventTimeEnd: values['event-time-end'],
    sample: values.sample,
  }),
});

const listOptions = (values: Values) => ({
  ...selection(values),
  ...defined({
    output: oneOf(['selector', 'name', 'path', 'json'] as const, values['ls-output']),
    outputKeys: values['output-keys']?.flatMap((keys) => keys.split(/\s+/)),
    models: values.models,
  }),
});

const textOptions = (values: Values) =>
  defined({ inline: values.inline, output: oneOf(['text', 'json'] as const, values.output) });

/** The option's value as one of its choices, which parsing has made sure of. */
const oneOf = <Choice extends string>(
  choices: readonly Choice[],
  value: string | undefined,
): Choice | undefined => choices.find((choice) => choice === value);

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same object without the keys that nobody set. */
const defined = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>; // keys and values are T's own
