import { extraValues, type Runtime, renderHook, runSql, type Session } from '../compile/index.ts';
import { TsdbtError } from '../core/diagnostic.ts';
import type { NodeResult, Timing } from '../core/result.ts';
import type { OperationNode } from '../manifest/index.ts';
import { orGiveUp } from './patience.ts';
import type { SqlWriter } from './tasks/task.ts';
import { secondsNow, timestampNow } from './telling/clock.ts';
import { diagnosticOf, isFatal } from './telling/failure-text.ts';

/** When hooks run. */
export type HookTime = 'on-run-start' | 'on-run-end';

/**
 * Runs the project's hooks, then those of packages, each outside of a transaction; after the first that fails the
 * others are skipped. Without a session each fails. `extra` is what templates see as `results`, `schemas`, `database_schemas`. Rejects when target/
 * cannot be written and, before the run, when a hook cannot even be rendered.
 */
export async function runHooks(
  runtime: Runtime,
  time: HookTime,
  session: () => Promise<Session>,
  writer: SqlWriter,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<readonly NodeResult[]> {
  const hooks = hooksOf(runtime, time);
  const results: NodeResult[] = [];
  let failed = false;
  for (const [index, hook] of hooks.entries()) {
    const result: NodeResult = failed
      ? skipped(hook, hookName(hook, time, index))
      : await runHook(runtime, hook, { time, index, total: hooks.length, session, writer, extra });
    failed ||= result.status !== 'success';
    results.push(result);
  }
  return results;
}

const hookName = (hook: OperationNode, time: HookTime, index: number): string =>
  `${hook.package_name}.${time}.${index}`;

function hooksOf(runtime: Runtime, time: HookTime): OperationNode[] {
  const hooks: OperationNode[] = [];
  for (const node of runtime.manifest.nodes.values()) {
    if (node.resource_type === 'operation' && node.tags.includes(time)) hooks.push(node);
  }
  const rank = (hook: OperationNode): string =>
    hook.package_name === runtime.projectName ? '' : hook.package_name;
  return hooks.sort((a, b) =>
    rank(a) === rank(b) ? (a.index ?? 0) - (b.index ?? 0) : rank(a) < rank(b) ? -1 : 1,
  );
}

interface HookRun {
  readonly time: HookTime;
  readonly index: number;
  readonly total: number;
  session(): Promise<Session>;
  readonly writer: SqlWriter;
  readonly extra: Readonly<Record<string, unknown>>;
}

async function runHook(runtime: Runtime, hook: OperationNode, run: HookRun): Promise<NodeResult> {
  const name = hookName(hook, run.time, run.index);
  const place = { name, index: run.index + 1, total: run.total };
  const began = secondsNow();
  const timing: Timing[] = [];
  const base = { id: hook.unique_id, thread: 'main', timing, response: {}, relationName: null };
  let sql = '';
  let [rendered, session]: [boolean, Session | undefined] = [false, undefined];
  const end = (ok: boolean): number => {
    const seconds = secondsNow() - began;
    runtime.emit({ type: 'hook:end', ...place, sql, seconds, ok });
    return seconds;
  };
  try {
    const own = { ...(await run.session()), name: hook.unique_id, node: hook.unique_id };
    session = own;
    const values = extraValues(run.extra);
    sql = await phase(timing, 'compile', () => renderHook(runtime, hook.raw_code, hook, own, values));
    rendered = true;
    keep(runtime, hook, sql, place.index);
    if (sql.trim() !== '') await run.writer.compiled(hook, sql);
    runtime.emit({ type: 'hook:start', ...place, sql, seconds: 0, ok: true });
    await phase(timing, 'execute', () => orGiveUp(send(runtime, sql, own), own.signal));
    return { ...base, status: 'success', message: `${name} passed`, compiledCode: sql, seconds: end(true) };
  } catch (error) {
    if (isFatal(error)) throw error;
    const diagnostic = {
      ...diagnosticOf(error, hook, runtime.manifest.places.get(hook.unique_id)),
      code: 'TD507' as const,
    };
    if (session?.connection.inTransaction) await session.connection.rollback().catch(() => undefined);
    if (!rendered && run.time === 'on-run-start') throw new TsdbtError([diagnostic]);
    const message = `${name} failed, error:\n ${diagnostic.message}`;
    return { ...base, status: 'error', message, diagnostic, compiledCode: sql, seconds: end(false) };
  }
}

/** What the manifest shows of a hook that ran: its SQL, and when its turn was. */
function keep(runtime: Runtime, { unique_id: id }: OperationNode, sql: string, index: number): void {
  runtime.compiled.set(id, {
    id,
    code: sql,
    compiledCode: sql,
    extraCtes: [],
    index,
    place: () => undefined,
  });
}

async function send(runtime: Runtime, sql: string, session: Session): Promise<void> {
  if (sql.trim() !== '') await runSql(runtime, sql, session);
  if (session.connection.inTransaction) await session.connection.commit();
}

async function phase<T>(timing: Timing[], name: Timing['name'], work: () => Promise<T>): Promise<T> {
  const startedAt = timestampNow();
  try {
    return await work();
  } finally {
    timing.push({ name, startedAt, completedAt: timestampNow() });
  }
}

const skipped = (hook: OperationNode, name: string): NodeResult => ({
  id: hook.unique_id,
  seconds: 0,
  timing: [],
  thread: 'main',
  message: `${name} skipped`,
  response: {},
  compiledCode: null,
  relationName: null,
  status: 'skipped',
  because: null,
  reason: 'upstream',
});
