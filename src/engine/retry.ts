import type { BrokenRun } from '../artifacts/index.ts';
import { failure } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { build } from './build.ts';
import { clone } from './clone.ts';
import { compile } from './compile.ts';
import { docsGenerate } from './docs-generate.ts';
import { type Engine, openEngine, openSettings, startInvocation } from './open.ts';
import type { EngineOptions, RetryOptions } from './options.ts';
import { type PreviousRun, previousRun } from './previous-run.ts';
import { report } from './report.ts';
import { type CommandResult, DONE } from './result.ts';
import { again } from './resume.ts';
import { run } from './run.ts';
import { runOperation } from './run-operation.ts';
import { seed } from './seed.ts';
import { snapshot } from './snapshot.ts';
import { test } from './test.ts';

/**
 * Does the last command again, with its options, for the nodes that failed or were skipped. `options` say where the
 * project is and who is told; `vars` and `threads` of them replace those of the last command.
 * Rejects with TD704 when there is no last command, TD409 when one of its nodes is gone.
 */
export async function retry(options: EngineOptions, asked: RetryOptions = {}): Promise<CommandResult> {
  const previous = await lastRun(options, asked);
  const engine = await openEngine(engineOptions(options, asked, previous));
  if (previous.broken) tellBroken(engine, previous.broken, previous.failed.length);
  try {
    return await command(engine, previous);
  } finally {
    await engine.close();
  }
}

function tellBroken({ emit }: Engine, { command, startedAt, planned }: BrokenRun, left: number): void {
  const message = `the last run (tsdbt ${command}, begun ${startedAt}) was broken off: ${planned.length - left} of ${planned.length} nodes are done, ${left} left`;
  emit({ type: 'note', level: 'info', message });
}

/** Looks before anybody is told that a command begins: which settings count is not known until then. */
async function lastRun(options: EngineOptions, { state, fullRefresh }: RetryOptions): Promise<PreviousRun> {
  try {
    const settings = openSettings(startInvocation({ ...options, sinks: [] }), false);
    const found = previousRun(settings, state, options.warnError === true);
    // Who asks for a full refresh wants all batches, not those that are missing.
    const previous = fullRefresh ? { ...found, left: new Map() } : found;
    if (previous.command !== null && COMMANDS.has(previous.command)) return previous;
    throw failure('TD704', `"${previous.command}" cannot be retried`, {
      help: `what can be: ${[...COMMANDS.keys()].join(', ')}`,
    });
  } catch (error) {
    return report(startInvocation(options), () => Promise.reject(error));
  }
}

/** Settings that are not the last command's: where things are, and how they are shown. */
const CURRENT = ['log_path', 'profiles_dir', 'project_dir', 'defer_state', 'target_path', 'warn_error'];

/** What of the last command's arguments is no setting. */
const NO_FLAGS: ReadonlySet<string> = new Set(['which', 'vars', 'show', 'invocation_command', ...CURRENT]);

function engineOptions(
  options: EngineOptions,
  { fullRefresh }: RetryOptions,
  { args, startedAt }: PreviousRun,
): EngineOptions {
  const own = Object.entries(options.flags ?? {}).filter(([name]) => CURRENT.includes(name));
  const before = Object.entries(args).filter(([name]) => !NO_FLAGS.has(name));
  const threads = options.threads ?? args.threads;
  const warnings = options.warnErrorOptions ?? args.warn_error_options;
  return {
    ...options,
    ...text('target', options.target ?? args.target),
    ...text('profile', options.profile ?? args.profile),
    ...(typeof threads === 'number' ? { threads } : {}),
    ...(typeof warnings === 'string' ? { warnErrorOptions: warnings } : {}),
    vars: options.vars ?? objectOf(args.vars),
    flags: {
      ...Object.fromEntries([...before, ...own]),
      ...text('original_invocation_started_at', startedAt ?? undefined),
      ...(typeof threads === 'number' ? { threads } : {}),
      ...(fullRefresh === undefined ? {} : { full_refresh: fullRefresh }),
    },
  };
}

const text = (name: string, value: Json | undefined): { readonly [name: string]: string } =>
  typeof value === 'string' ? { [name]: value } : {};

const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !isList(value) ? value : {};

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

type Again = (engine: Engine, previous: PreviousRun) => Promise<CommandResult>;

const command: Again = async (engine, previous) =>
  COMMANDS.get(previous.command ?? '')?.(engine, previous) ?? DONE;

const docs: Again = (engine, { failed, args }) =>
  docsGenerate(engine, { only: failed, ...(args.empty_catalog === true ? { emptyCatalog: true } : {}) });

/** What can be done again; dbt calls `docs generate` just `generate`. */
const COMMANDS: ReadonlyMap<string, Again> = new Map<string, Again>([
  ['build', (engine, previous) => build(engine, again(previous))],
  ['run', (engine, previous) => run(engine, again(previous))],
  ['test', (engine, previous) => test(engine, again(previous))],
  ['seed', (engine, previous) => seed(engine, again(previous))],
  ['snapshot', (engine, previous) => snapshot(engine, again(previous))],
  ['compile', (engine, previous) => compile(engine, again(previous))],
  [
    'clone',
    (engine, previous) =>
      clone(engine, {
        ...again(previous),
        ...text('state', previous.args.defer_state || previous.args.state),
      }),
  ],
  ['generate', docs],
  ['docs generate', docs],
  ['run-operation', operation],
]);

/** An operation that went well is not called again. */
async function operation(engine: Engine, { failed, args }: PreviousRun): Promise<CommandResult> {
  const { macro } = args;
  if (failed.length > 0 && typeof macro === 'string')
    return runOperation(engine, { macro, ...operationArguments(args.args) });
  const message = 'Nothing to retry: the operation went well';
  engine.emit({ type: 'note', level: 'info', message });
  return DONE;
}

const operationArguments = (args: Json | undefined): { readonly args?: string | JsonObject } =>
  typeof args === 'string' ? { args } : { args: objectOf(args) };
