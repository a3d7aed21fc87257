import {
  clearCommits,
  commitMarkSql,
  committedNodes,
  needStateTable,
  type Runtime,
  type Session,
  stateTables,
} from '../compile/index.ts';
import type { NodeId } from '../core/ids.ts';
import { findNode, type GraphNode } from '../manifest/index.ts';
import type { Plan } from './plan.ts';

/** Statements, by node, that are sent at the end of its transaction. */
export type CommitMarks = ReadonlyMap<NodeId, string>;

type Built = Extract<GraphNode, { alias: string }>;

const REPEATABLE: ReadonlySet<unknown> = new Set([
  'view',
  'table',
  'seed',
  'snapshot',
  'materialized_view',
  'ephemeral',
]);

/** Strategies that leave the same rows however often they run. */
const KEYED: ReadonlySet<unknown> = new Set(['merge', 'delete+insert', 'insert_overwrite', 'microbatch']);

/** True for a node that must not be built twice: one that adds rows, has hooks, or is made in a project's own way. */
export function isUnrepeatable(node: GraphNode): node is Built {
  if (!['model', 'seed', 'snapshot'].includes(node.resource_type)) return false;
  const { materialized, incremental_strategy } = node.config;
  // Batches have results of their own.
  if (incremental_strategy === 'microbatch') return false;
  if (isFilled(node.config['pre-hook']) || isFilled(node.config['post-hook'])) return true;
  return materialized === 'incremental' ? addsRows(node) : !REPEATABLE.has(materialized);
}

/** True for an incremental model that finds rows of its own a second time: whatever else is left of it, it must not be built again. */
export function addsRows({ config }: GraphNode): boolean {
  const { materialized, incremental_strategy, unique_key } = config;
  if (materialized !== 'incremental' || incremental_strategy === 'microbatch') return false;
  return incremental_strategy === 'append' || (!isFilled(unique_key) && !KEYED.has(incremental_strategy));
}

const isFilled = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';

/** Prepares the marks of a plan's unrepeatable nodes: nothing for most plans. Where nothing can be kept there are none. */
export async function prepareMarks(plan: Plan, runtime: Runtime, session: Session): Promise<CommitMarks> {
  const marks = new Map<NodeId, string>();
  const usable = new Map<string | null, boolean>();
  for (const { node } of plan.nodes) {
    if (!isUnrepeatable(node)) continue;
    const { database } = node;
    if (!usable.has(database)) usable.set(database, await canKeep(runtime, database, session));
    if (usable.get(database))
      marks.set(node.unique_id, await commitMarkSql(runtime, database, node.unique_id, session));
  }
  return marks;
}

async function canKeep(runtime: Runtime, database: string | null, session: Session): Promise<boolean> {
  try {
    return await needStateTable(runtime, database, 'commits', session);
  } catch (error) {
    if (session.connection.inTransaction) await session.connection.rollback();
    const reason = error instanceof Error ? error.message : String(error);
    const message = `commits cannot be kept in ${database ?? 'the database'}: ${reason}`;
    runtime.emit({ type: 'note', level: 'debug', message });
    return false;
  }
}

/** Takes the marks of a run away: its results are known. */
export async function clearMarks(marks: CommitMarks, runtime: Runtime, session: Session): Promise<void> {
  for (const database of databasesOf([...marks.keys()], runtime)) {
    await clearCommits(runtime, database, runtime.invocationId, session).catch(() => undefined);
  }
}

/** A run that was killed, and the nodes that it was to build. */
export interface KilledRun {
  readonly invocationId: string;
  readonly nodes: readonly NodeId[];
}

/** Takes away the marks of a run that was killed and that nobody goes on with any more. */
export async function clearKilled(
  { invocationId, nodes }: KilledRun,
  runtime: Runtime,
  session: Session,
): Promise<void> {
  for (const database of databasesOf(nodes, runtime)) {
    if ((await stateTables(runtime, database, session)).has('commits'))
      await clearCommits(runtime, database, invocationId, session);
  }
}

/** Those of these nodes that a run which was killed has committed, by its marks. */
export async function committedBefore(
  invocationId: string,
  ids: readonly NodeId[],
  runtime: Runtime,
  session: Session,
): Promise<ReadonlySet<string>> {
  const committed = new Set<string>();
  for (const database of databasesOf(ids, runtime)) {
    if (!(await stateTables(runtime, database, session)).has('commits')) continue;
    for (const id of await committedNodes(runtime, database, invocationId, session)) committed.add(id);
    await clearCommits(runtime, database, invocationId, session);
  }
  return committed;
}

function databasesOf(ids: readonly NodeId[], { manifest }: Runtime): ReadonlySet<string | null> {
  const nodes = ids.flatMap((id) => findNode(manifest, id) ?? []);
  return new Set(nodes.flatMap((node) => (isUnrepeatable(node) ? [node.database] : [])));
}
