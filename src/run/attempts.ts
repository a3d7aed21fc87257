import { FAULTS, type RelationInfo } from '../adapter/index.ts';
import type { Runtime, Session } from '../compile/index.ts';
import type { GraphNode } from '../manifest/index.ts';
import type { CommitMarks } from './commit-marks.ts';
import { type Tracked, trackEffects } from './effects.ts';
import type { Lanes } from './lanes.ts';
import type { Outage } from './outage.ts';
import { GaveUp, orGiveUp } from './patience.ts';
import { faultOf, type Met, pauseBefore, REPEAT, type RepeatPolicy, shownFault } from './repeat.ts';
import type { Task, TaskContext, TaskOutcome } from './tasks/task.ts';

/** What to try, and where. */
export interface Trial {
  readonly node: GraphNode;
  readonly lane: number;
  readonly thread: string;
  readonly signal: AbortSignal;
  readonly task: Task;
  readonly context: Omit<TaskContext, 'session'>;
}

/** How it ended, and the faults that were met on the way. */
export type Tried = { readonly met: readonly Met[] } & (
  | { readonly outcome: TaskOutcome }
  /** committed: what it changed is in the warehouse all the same. */
  | { readonly error: unknown; readonly committed: boolean }
);

interface Place {
  readonly runtime: Runtime;
  readonly lanes: Lanes;
  readonly options: { readonly repeat?: RepeatPolicy };
  readonly outage: Outage;
  /** What nodes that may not be built twice send at the end of their transaction. */
  readonly marks?: CommitMarks;
}

/**
 * Works on a node until it ends, or fails for a reason of its own. After a fault (a deadlock, a lost connection …) it begins
 * again from the start, but only when nothing of what it did has stayed in the warehouse.
 */
export async function tryOut(place: Place, trial: Trial): Promise<Tried> {
  const policy = place.options.repeat ?? REPEAT;
  const met: Met[] = [];
  for (let attempt = 1; ; attempt++) {
    const before = knownBefore(place.runtime, trial.node);
    const one = await attemptOnce(place, trial);
    if ('outcome' in one) return { ...one, met };
    if (one.repeatable) forget(place.runtime, trial.node, before);
    const fault = faultOf(one.error);
    if (fault === undefined || !one.repeatable || trial.signal.aborted)
      return { error: one.error, committed: one.committed, met };
    if (attempt >= policy.attempts || isHopeless(place, fault)) {
      if (fault.fault === 'unreachable' && one.error instanceof Error) place.outage.declare(one.error);
      return { error: one.error, committed: one.committed, met };
    }
    met.push(fault);
    tell(place.runtime, trial, fault, attempt + 1, policy);
    await pauseBefore(attempt + 1, policy, trial.signal);
  }
}

/** Another node has waited for that server in vain, just now. */
const isHopeless = ({ outage }: Place, { fault }: Met): boolean =>
  fault === 'unreachable' && outage.known() !== undefined;

type Attempt =
  | { readonly outcome: TaskOutcome }
  | { readonly error: unknown; readonly repeatable: boolean; readonly committed: boolean };

async function attemptOnce(
  { lanes, marks, outage }: Place,
  { node, lane, thread, signal, task, context }: Trial,
): Promise<Attempt> {
  let tracked: Tracked | undefined;
  const session = async (): Promise<Session> => {
    const known = outage.known();
    if (known !== undefined) throw known;
    const connection = await lanes.connection(lane);
    tracked ??= trackEffects(connection, marks?.get(node.unique_id));
    return { connection: tracked, name: node.unique_id, node: node.unique_id, thread, signal };
  };
  try {
    return { outcome: await orGiveUp(task({ ...context, session }), signal) };
  } catch (error) {
    const fault = faultOf(error);
    const lost = fault !== undefined && FAULTS[fault.fault].sessionLost;
    if (lost || error instanceof GaveUp) await lanes.settle(lane, true);
    const repeatable = tracked?.leftNothing() ?? true;
    return { error, repeatable, committed: tracked?.hasCommitted() ?? false };
  } finally {
    await lanes.settle(lane);
  }
}

function tell(
  { emit }: Runtime,
  { node, thread }: Trial,
  met: Met,
  next: number,
  { attempts }: RepeatPolicy,
): void {
  const message = `${shownFault(met)}: ${node.resource_type} ${node.name} is tried again (${next} of ${attempts})`;
  emit({ type: 'note', level: 'warn', message }, thread);
}

/** What the cache knows of a node's relation and the usual ones beside it: asked before every node, so by name. */
function knownBefore({ cache, target }: Runtime, node: GraphNode): readonly RelationInfo[] {
  if (!('alias' in node) || !('schema' in node)) return [];
  const database = node.database ?? target.database ?? '';
  return BESIDE.flatMap((suffix) => cache.get(database, node.schema, node.alias + suffix) ?? []);
}

const BESIDE = ['', '__dbt_tmp', '__dbt_backup'];

/** All that the cache knows of a node's relation and those beside it; looks through the whole schema. */
function ownRelations({ cache, adapter, target }: Runtime, node: GraphNode): readonly RelationInfo[] {
  if (!('alias' in node) || !('schema' in node)) return [];
  const { alias } = node;
  return cache
    .list(node.database ?? target.database ?? '', node.schema)
    .filter(
      ({ identifier }) =>
        adapter.identifiers.same(identifier, alias) ||
        adapter.identifiers.same(identifier.slice(0, alias.length + MARK.length), alias + MARK),
    );
}

const MARK = '__dbt_';

/** Takes back what an attempt told the cache: its transaction is gone. */
function forget(runtime: Runtime, node: GraphNode, before: readonly RelationInfo[]): void {
  for (const relation of ownRelations(runtime, node)) runtime.cache.drop(relation);
  for (const relation of before) runtime.cache.add(relation);
}
