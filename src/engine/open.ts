import { randomUUID } from 'node:crypto';
import type { Adapter, Warehouse } from '../adapter/index.ts';
import { EMBEDDED, loadAdapter } from '../adapter/registry.ts';
import { shippedFolder } from '../adapter/shipped-folder.ts';
import { failure } from '../core/diagnostic.ts';
import { createEmitter, type Emit } from '../core/events.ts';
import { type RunId, runId } from '../core/ids.ts';
import { createMasker, type Masker } from '../core/secrets.ts';
import { loadEnv, type Project, readFiles, readSettings, type Settings } from '../project/index.ts';
import { openWhenFree } from './open-when-free.ts';
import type { EngineOptions } from './options.ts';
import { report, reportNow } from './report.ts';
import { shownTarget } from './target-fields.ts';
import { oldWarnErrorKeys } from './warn-error-options.ts';
import { type WarningPolicy, warningPolicy, withPolicy } from './warnings.ts';

/** What there is before a project is read: who is told, and what was asked for. */
export interface Invocation {
  readonly id: RunId;
  readonly startedAt: Date;
  readonly options: EngineOptions;
  readonly emit: Emit;
  readonly policy: WarningPolicy;
  readonly masker: Masker;
  readonly signal: AbortSignal;
}

/** A project, its warehouse and who is told: what every command works on. Nothing in it is shared with another engine. */
export interface Engine extends Invocation {
  readonly project: Project;
  readonly adapter: Adapter;
  /** The adapter's settings, checked. */
  readonly config: unknown;
  /** The warehouse, opened when first asked for. Rejects with TD603 to TD605. */
  warehouse(): Promise<Warehouse>;
  /** Closes the warehouse; the engine must not be used afterwards. */
  close(): Promise<void>;
}

/** Reads a project and its target. Rejects with TsdbtError (TD1xx, TD6xx), which the sinks are told of as well. */
export const openEngine = async (options: EngineOptions = {}): Promise<Engine> =>
  openWith(startInvocation(options));

/** The same for an invocation that has begun. */
export const openWith = (invocation: Invocation): Promise<Engine> =>
  report(invocation, async () => assemble(invocation, openSettings(invocation)));

/** Tells the sinks that a command begins. Throws TD901 for --warn-error-options that cannot be read, and tells of it. */
export function startInvocation(options: EngineOptions): Invocation {
  const id = runId(randomUUID());
  const emit = createEmitter(id, options.sinks ?? []);
  emit({
    type: 'invocation:start',
    command: options.command ?? '',
    args: options.flags ?? {},
    adapter: null,
  });
  const policy = reportNow({ emit }, () => warningPolicy(options));
  return {
    id,
    startedAt: new Date(),
    options,
    emit: withPolicy(emit, policy),
    policy,
    masker: options.masker ?? createMasker(),
    signal: options.signal ?? new AbortController().signal,
  };
}

/** Reads the project file, the profile and the target. Throws TsdbtError (TD1xx). */
export function openSettings(invocation: Invocation, needTarget = true): Settings {
  const { options, masker } = invocation;
  const cwd = options.cwd ?? process.cwd();
  return readSettings({
    ...pick(options),
    cwd,
    env: loadEnv(cwd, options.env),
    masker,
    needTarget,
    embedded: EMBEDDED,
  });
}

function pick(options: EngineOptions) {
  const { projectDir, profilesDir, profile, target, vars, targetPath, logPath, threads, versionCheck } =
    options;
  return defined({
    projectDir,
    profilesDir,
    profile,
    target,
    vars,
    targetPath,
    logPath,
    threads,
    versionCheck,
  });
}

/** The same object without the keys whose value is undefined. */
function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }; // keys and values are T's own
}

async function assemble(invocation: Invocation, settings: Settings): Promise<Engine> {
  const { target, root } = settings;
  if (target === null) throw failure('TD107', 'no target');
  const adapter = await loadAdapter(target.type, target.place('type'));
  const config = adapter.parseConfig(target.raw, {
    projectRoot: root,
    place: (key) => target.place(key),
  });
  const shown = shownTarget(target, adapter.targetFields(config));
  const project = readFiles(settings, await standardPackages(adapter), shown);
  announce(invocation, project);
  const warehouse = opener(adapter, config, project, invocation);
  return { ...invocation, project, adapter, config, ...warehouse };
}

/** The adapter's macros hide those of its parents, and these the standard library's. */
async function standardPackages(adapter: Adapter): Promise<{ name: string; root: string }[]> {
  const parents = await Promise.all(adapter.parents.map((name) => loadAdapter(name)));
  const folders = [adapter, ...parents].map((one) => ({ name: `dbt_${one.name}`, root: one.macros }));
  return [...folders, { name: 'dbt', root: shippedFolder('macros') }];
}

function announce({ emit, options }: Invocation, project: Project): void {
  const { name, root, logPath, targetPath, target } = project;
  emit({
    type: 'project:opened',
    name,
    root,
    logPath,
    targetPath,
    target: target.name,
    adapter: target.type,
    adapterVersion: null,
  });
  const ofUsage = [...(options.notices ?? []), ...oldWarnErrorKeys(options.warnErrorOptions)];
  for (const diagnostic of [...ofUsage, ...project.diagnostics]) emit({ type: 'diagnostic', diagnostic });
}

function opener(
  adapter: Adapter,
  config: unknown,
  project: Project,
  { emit, signal, options }: Invocation,
): Pick<Engine, 'warehouse' | 'close'> {
  const context = {
    projectRoot: project.root,
    threads: project.target.threads,
    signal,
    env: (name: string) => project.env.get(name),
    notice: (message: string) => emit({ type: 'note', level: 'debug', name: 'AdapterEventDebug', message }),
  };
  let opened: Promise<Warehouse> | undefined;
  return {
    warehouse: () => {
      opened ??= openWhenFree(() => adapter.open(config, context), {
        emit,
        wait: options.lockWait ?? 0,
        signal,
      });
      return opened;
    },
    close: async () => {
      const warehouse = await opened?.catch(() => undefined);
      opened = undefined;
      await warehouse?.close();
    },
  };
}
