import { readBrokenRun } from '../artifacts/index.ts';
import { type NodeId, nodeId } from '../core/ids.ts';
import { findNode, type GraphNode } from '../manifest/index.ts';
import { addsRows, committedBefore, isUnrepeatable, type KilledRun } from '../run/index.ts';
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
  /** Nodes that were committed, and had hooks to run when their journal ends. */
  readonly inHooks: readonly string[];
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
  const lastWas = (state: string) => failed.filter((id) => broken.last.get(id) === state);
  const done = broken.planned.filter((id) => !left.has(id));
  const { invocationId } = broken;
  const resume = { invocationId, uncertain: lastWas('built'), inHooks: lastWas('working'), done };
  return { only: failed, left: batches, resume };
}

/**
 * What of a broken run turns out to be done: nodes whose commit was sent but not answered before the kill, and that say in the
 * warehouse that it took effect. Only nodes that may not be built twice are looked up. A model that adds rows is done, too, when
 * the kill came while its hooks ran, and it is told which hooks nobody runs any more.
 */
export async function settledNodes(
  engine: Engine,
  world: World,
  parsed: Parsed,
  { invocationId, uncertain, inHooks }: Resume,
): Promise<ReadonlySet<string>> {
  const those = (ids: readonly string[], is: (node: GraphNode) => boolean): readonly NodeId[] =>
    ids.map(nodeId).filter((id) => {
      const node = findNode(parsed.manifest, id);
      return node !== undefined && is(node);
    });
  const adding = those(inHooks, addsRows);
  const ids = [...those(uncertain, isUnrepeatable), ...adding];
  if (ids.length === 0) return new Set();
  const runtime = createRuntime(world, parsed, new Set());
  const settled = await withSession(engine, 'retry', (session) =>
    committedBefore(invocationId, ids, runtime, session),
  );
  for (const id of adding.filter((one) => settled.has(one))) tellHooks(engine, id);
  return settled;
}

function tellHooks({ emit }: Engine, id: NodeId): void {
  const message = `${id} added its rows before the run was killed and is not built again: its post-hooks that run after the transaction may be missing`;
  emit({ type: 'note', level: 'warn', message });
}

/** The last run of the target folder, when it was killed. */
export function killedRun({ project }: Engine): KilledRun | undefined {
  const broken = readBrokenRun(project.targetPath);
  if (broken === undefined || broken.alive) return undefined;
  return { invocationId: broken.invocationId, nodes: broken.planned.map(nodeId) };
}
