import type { NodeId } from '../core/ids.ts';
import type { Skip, SkipReason } from './skipped.ts';
import { reversed } from './waits.ts';

/** What is asked of the one who carries a schedule out. */
export interface ScheduleOptions {
  /** Nodes to work on, in the order of preference among those that are ready at the same time. */
  readonly nodes: readonly NodeId[];
  /** What each waits for; ids that are not in `nodes` are passed through. */
  readonly waits: ReadonlyMap<NodeId, readonly NodeId[]>;
  readonly lanes: number;
  /** No node is started once this says so; those left are skipped with this reason. */
  stop(): SkipReason | null;
  /** Works on a node; false: what stands on it is skipped. Must not reject. */
  work(id: NodeId, lane: number): Promise<boolean>;
  skip(id: NodeId, skip: Skip): void;
}

/**
 * Works on every node once, never before all it waits for has ended, at most one per lane at a time. Nodes start in the
 * order in which they became ready. Resolves when every node was worked on or skipped.
 */
export async function schedule(options: ScheduleOptions): Promise<void> {
  const board = new Board(options);
  const lane = async (number: number): Promise<void> => {
    for (let id = await board.next(); id !== undefined; id = await board.next()) {
      board.done(id, (await options.work(id, number)) ? null : id);
    }
  };
  const lanes = Math.max(1, Math.min(options.lanes, options.nodes.length));
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  board.skipTheRest();
}

/** Who is ready, who waits, and who waits for whom. */
class Board {
  readonly #options: ScheduleOptions;
  readonly #rank: ReadonlyMap<NodeId, number>;
  readonly #followers: ReadonlyMap<NodeId, readonly NodeId[]>;
  readonly #open = new Map<NodeId, number>();
  /** The failed node that a node stands on. */
  readonly #blame = new Map<NodeId, NodeId>();
  readonly #left: Set<NodeId>;
  #ready: NodeId[] = [];
  #at = 0;
  #running = 0;
  #sleepers: (() => void)[] = [];

  constructor(options: ScheduleOptions) {
    this.#options = options;
    this.#rank = new Map(options.nodes.map((id, index) => [id, index]));
    this.#followers = reversed(options.waits);
    this.#left = new Set(options.nodes);
    const free: NodeId[] = [];
    for (const id of new Set([...options.waits.keys(), ...options.nodes])) {
      const count = options.waits.get(id)?.length ?? 0;
      this.#open.set(id, count);
      if (count === 0) free.push(id);
    }
    this.#release(free);
  }

  /** The next node to work on, as soon as there is one; undefined when there will be none. */
  async next(): Promise<NodeId | undefined> {
    for (;;) {
      if (this.#options.stop() !== null) return undefined;
      const id = this.#ready[this.#at];
      if (id !== undefined) {
        this.#at++;
        this.#running++;
        this.#left.delete(id);
        return id;
      }
      if (this.#running === 0) return undefined;
      await new Promise<void>((wake) => this.#sleepers.push(wake));
    }
  }

  /** A node has ended; `blame` names it when it failed. */
  done(id: NodeId, blame: NodeId | null): void {
    this.#running--;
    this.#release(this.#freedBy(id, blame));
    const sleepers = this.#sleepers;
    this.#sleepers = [];
    for (const wake of sleepers) wake();
  }

  skipTheRest(): void {
    const reason = this.#options.stop() ?? 'cancelled';
    for (const id of this.#options.nodes) {
      if (this.#left.has(id)) this.#options.skip(id, { reason, because: null });
    }
  }

  #freedBy(id: NodeId, blame: NodeId | null): NodeId[] {
    const freed: NodeId[] = [];
    for (const follower of this.#followers.get(id) ?? []) {
      if (blame !== null && !this.#blame.has(follower)) this.#blame.set(follower, blame);
      const open = (this.#open.get(follower) ?? 0) - 1;
      this.#open.set(follower, open);
      if (open === 0) freed.push(follower);
    }
    return freed;
  }

  /** Lets nodes in that wait for nothing more: to be worked on, to be skipped, or to be passed through. */
  #release(free: readonly NodeId[]): void {
    const ready: NodeId[] = [];
    const queue = [...free];
    for (let i = 0; i < queue.length; i++) {
      const id = queue[i];
      if (id === undefined) continue;
      const blame = this.#blame.get(id) ?? null;
      if (blame === null && this.#rank.has(id)) {
        ready.push(id);
        continue;
      }
      if (blame !== null && this.#left.delete(id))
        this.#options.skip(id, { reason: 'upstream', because: blame });
      queue.push(...this.#freedBy(id, blame));
    }
    this.#ready.push(...ready.sort((a, b) => (this.#rank.get(a) ?? 0) - (this.#rank.get(b) ?? 0)));
  }
}
