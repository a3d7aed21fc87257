import { readBrokenRun } from '../artifacts/index.ts';
import { type NodeId, nodeId } from '../core/ids.ts';
import { findNode } from '../manifest/index.ts';
import { committedBefore, isUnrepeatable, type KilledRun } from '../run/index.ts';
import type { World } from '../scope/index.ts';
import type { Parsed } from './manifest.ts';
import type { Engine } from './open.ts';
import type { RunOptions } from './options.ts';
import type { PreviousRun } from './previous-run.ts';
import { createRuntime } from './runtime.ts';
import { withSession } from './session.ts';

/** A run that was broken off, for the one that goes on with it. */
export interface Resume {
  readonly invocationId: string;
  /** Nodes that were about to be committed when their journal ends. */
  readonly uncertain: readonly string[];
  /** Nodes that are done. */
  readonly done: readonly string[];
}

/** The nodes that a command does again. */
export function again({
  failed,
  left: batches,
  broken,
}: PreviousRun): Pick<RunOptions, 'only' | 'left' | 'resume'> {
  if (broken === undefined) return { only: failed, left: batches };
  const left = new Set(failed);
  const uncertain = failed.filter((id) => broken.last.get(id) === 'built');
  const done = broken.planned.filter((id) => !left.has(id));
  return { only: failed, left: batches, resume: { invocationId: broken.invocationId, uncertain, done } };
}

/**
 * What of a broken run turns out to be done: nodes whose commit was sent but not answered before the kill, and that say in the
 * warehouse that it took effect. Only nodes that may not be built twice are looked up.
 */
export async function settledNodes(
  engine: Engine,
  world: World,
  parsed: Parsed,
  { invocationId, uncertain }: Resume,
): Promise<ReadonlySet<string>> {
  const ids: NodeId[] = uncertain.map(nodeId).filter((id) => {
    const node = findNode(parsed.manifest, id);
    return node !== undefined && isUnrepeatable(node);
  });
  if (ids.length === 0) return new Set();
  const runtime = createRuntime(world, parsed, new Set());
  return withSession(engine, 'retry', (session) => committedBefore(invocationId, ids, runtime, session));
}

/** The last run of the target folder, when it was killed. */
export function killedRun({ project }: Engine): KilledRun | undefined {
  const broken = readBrokenRun(project.targetPath);
  if (broken === undefined || broken.alive) return undefined;
  return { invocationId: broken.invocationId, nodes: broken.planned.map(nodeId) };
}
