import { measureSource } from '../../compile/index.ts';
import { type Diagnostic, failure } from '../../core/diagnostic.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { SourceNode } from '../../manifest/index.ts';
import type { Freshness, Task, TaskContext, TaskOutcome } from './task.ts';

/** Measures how old a source is, and judges it by warn_after and error_after. */
export const freshnessTask: Task = async (context) => {
  const { node } = context;
  if (node.resource_type !== 'source') throw failure('TD902', `a ${node.resource_type} is no source`);
  if (node.loaded_at_field === null && node.loaded_at_query === null) throw unmeasurable(node);
  // Nothing is compiled; dbt's consumers look for both.
  await context.timed('compile', async () => undefined);
  const { freshness, response } = await context.timed('execute', () => measure(context, node));
  return { ...judge(node, freshness, context), response };
};

const unmeasurable = (node: SourceNode): Error =>
  failure('TD509', `Could not compute freshness for source ${node.name}: no 'loaded_at_field' provided`, {
    help: 'name the column that tells when a row came: loaded_at_field',
  });

async function measure(
  { runtime, session }: TaskContext,
  node: SourceNode,
): Promise<{ readonly freshness: Freshness; readonly response: JsonObject }> {
  const measured = await measureSource(runtime, node, await session());
  // A source without rows is as old as can be.
  const newestText = measured.maxLoadedAt ?? '0001-01-01 00:00:00';
  const [newest, looked] = [timeOf(node, newestText), timeOf(node, measured.snapshottedAt)];
  const age = (looked.getTime() - newest.getTime()) / 1000;
  const status = statusOf(node, age);
  const [maxLoadedAt, snapshottedAt] = [
    shownTime(newest, newestText),
    shownTime(looked, measured.snapshottedAt),
  ];
  const freshness = { id: node.unique_id, maxLoadedAt, snapshottedAt, age, status };
  return { freshness, response: measured.response };
}

/** In UTC as Python prints it: microseconds only where there are some. */
function shownTime(time: Date, text: string): string {
  const micros = (/\.(\d{1,6})/.exec(text)?.[1] ?? '').padEnd(6, '0');
  return `${time.toISOString().slice(0, 19)}${Number(micros) === 0 ? '' : `.${micros}`}+00:00`;
}

/** A timestamp as the warehouse prints it; without an offset it is UTC. */
function timeOf(node: SourceNode, text: string): Date {
  const iso = text
    .trim()
    .replace(' ', 'T')
    .replace(/(\.\d{3})\d+/, '$1');
  const zoned = iso.includes('T') && /(Z|[+-]\d{2}(:?\d{2})?)$/.test(iso);
  const full = iso.includes('T') ? iso.replace(/([+-]\d{2})$/, '$1:00') : `${iso}T00:00:00`;
  const time = new Date(zoned ? full : `${full}Z`);
  if (!Number.isNaN(time.getTime())) return time;
  throw failure(
    'TD509',
    `Got an invalid loaded_at value for source "${node.name}": ${text} is no timestamp`,
    {
      help: 'cast it: loaded_at_field: "cast(my_column as timestamp)"',
    },
  );
}

const SECONDS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

function statusOf({ freshness }: SourceNode, age: number): Freshness['status'] {
  if (age > limitOf(freshness?.error_after)) return 'error';
  return age > limitOf(freshness?.warn_after) ? 'warn' : 'pass';
}

/** `{count: 12, period: hour}` in seconds; no limit without a count. */
function limitOf(limit: Json | undefined): number {
  if (typeof limit !== 'object' || limit === null || !('count' in limit)) return Number.POSITIVE_INFINITY;
  const { count, period } = limit;
  return typeof count === 'number' ? count * (SECONDS[String(period)] ?? 0) : Number.POSITIVE_INFINITY;
}

/** The time that a source without rows is of. */
const NO_ROWS = '0001-01-01T00:00:00+00:00';

function judge(node: SourceNode, freshness: Freshness, { runtime }: TaskContext): TaskOutcome {
  if (freshness.status === 'pass') return { status: 'pass', failures: 0, freshness };
  const name = `${node.source_name}.${node.name}`;
  const message =
    freshness.maxLoadedAt === NO_ROWS
      ? `source ${name} has no rows`
      : `the newest row of source ${name} is of ${freshness.maxLoadedAt}, ${shownAge(freshness.age)} old`;
  const at = runtime.manifest.places.get(node.unique_id) ?? {
    file: node.original_file_path,
    line: 1,
    column: 1,
  };
  const level = freshness.status;
  const diagnostic: Diagnostic = { code: 'TD509', level, message, at, node: node.unique_id };
  return level === 'warn'
    ? { status: 'warn', failures: 1, freshness, diagnostic }
    : { status: 'fail', failures: 1, freshness, diagnostic };
}

function shownAge(seconds: number): string {
  if (seconds < 7200) return `${Math.floor(seconds / 60)} minutes`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} hours` : `${Math.floor(seconds / 86_400)} days`;
}
