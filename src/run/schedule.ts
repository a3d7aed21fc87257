import type { NodeId } from '../core/ids.ts';
import type { Skip, SkipReason } from './skipped.ts';
import { reversed } from './waits.ts';

/** Has `help` work on this lane and on those that have nothing else to do; resolves when all that began have ended. */
export type Share = (help: (lane: number) => Promise<void>) => Promise<void>;

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
  work(id: NodeId, lane: number, share: Share): Promise<boolean>;
  skip(id: NodeId, skip: Skip): void;
}

/**
 * Works on every node once, never before all it waits for has ended, at most one per lane at a time. Nodes start in the
 * order in which they became ready. Resolves when every node was worked on or skipped.
 */
export async function schedule(options: ScheduleOptions): Promise<void> {
  const board = new Board(options);
  const lane = async (number: number): Promise<void> => {
    for (let job = await board.next(); job !== undefined; job = await board.next()) {
      if (typeof job === 'function') await job(number);
      else
        board.done(job, (await options.work(job, number, (help) => board.share(help, number))) ? null : job);
    }
  };
  const lanes = Math.max(1, options.lanes);
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  board.skipTheRest();
}

type Help = (lane: number) => Promise<void>;

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
  /** Offers to help, oldest first. */
  #wanted: Help[] = [];

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

  /** The next node to work on, or somebody to help, as soon as there is one; undefined when there will be none. */
  async next(): Promise<NodeId | Help | undefined> {
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
      const help = this.#wanted.shift();
      if (help !== undefined) return help;
      await new Promise<void>((wake) => this.#sleepers.push(wake));
    }
  }

  /** See Share: an offer is open for each other lane until the work is done. */
  async share(help: Help, lane: number): Promise<void> {
    const helping: Promise<void>[] = [];
    const offer: Help = (other) => {
      const work = help(other);
      helping.push(work);
      return work;
    };
    const offers = Array.from({ length: this.#options.lanes - 1 }, (): Help => (other) => offer(other));
    this.#wanted.push(...offers);
    this.#wake();
    await help(lane);
    this.#wanted = this.#wanted.filter((one) => !offers.includes(one));
    await Promise.all(helping);
  }

  /** A node has ended; `blame` names it when it failed. */
  done(id: NodeId, blame: NodeId | null): void {
    this.#running--;
    this.#release(this.#freedBy(id, blame));
    this.#wake();
  }

  #wake(): void {
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
