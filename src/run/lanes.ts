import type { Connection, Warehouse } from '../adapter/index.ts';
import { endsSoon } from './patience.ts';
import { faultOf } from './repeat.ts';

/** Sessions of the warehouse: one per lane, opened when first used, closed together. */
export interface Lanes {
  /** The session of a lane, its own until it is settled. Rejects as Warehouse.connect does. */
  connection(lane: number): Promise<Connection>;
  /** Ends what a node left open: a transaction that nobody committed. A session that is lost, or does not answer, is replaced. */
  settle(lane: number, lost?: boolean): Promise<void>;
  close(): Promise<void>;
}

/** A lane that waits for the session of another; null: it shall try to connect again. */
interface Waiter {
  readonly lane: number;
  take(connection: Connection | null): void;
}

/**
 * Lanes over a warehouse; nothing is opened yet. When the warehouse has no room for one more session, lanes use those of others
 * in turn; `full` is called the first time.
 */
export function createLanes(warehouse: Warehouse, full: () => void = () => undefined): Lanes {
  return new SharedLanes(warehouse, full);
}

class SharedLanes implements Lanes {
  readonly #warehouse: Warehouse;
  readonly #full: () => void;
  readonly #open = new Map<number, Promise<Connection>>();
  readonly #ready = new Map<number, Connection>();
  readonly #busy = new Set<number>();
  #waiting: readonly Waiter[] = [];
  #isFull = false;

  constructor(warehouse: Warehouse, full: () => void) {
    this.#warehouse = warehouse;
    this.#full = full;
  }

  connection(lane: number): Promise<Connection> {
    this.#busy.add(lane);
    const known = this.#open.get(lane);
    if (known) return known;
    const connecting = this.#obtain(lane);
    this.#open.set(lane, connecting);
    connecting.then(
      (connection) => {
        if (this.#open.get(lane) === connecting) this.#ready.set(lane, connection);
      },
      // A lane that could not connect tries again for its next node.
      () => this.#open.get(lane) === connecting && this.#open.delete(lane),
    );
    return connecting;
  }

  async settle(lane: number, lost = false): Promise<void> {
    const connection = this.#ready.get(lane);
    this.#busy.delete(lane);
    if (connection === undefined || lost) return this.#leave(lane);
    if (connection.inTransaction) {
      const ended = await endsSoon(connection.rollback());
      if (!ended || connection.inTransaction) return this.#leave(lane);
    }
    if (this.#waiting.length > 0 && !this.#busy.has(lane)) this.#handOver(this.#release(lane) ?? null);
  }

  async close(): Promise<void> {
    const closing = Array.from(this.#open.values(), async (connection) => (await connection).close());
    await endsSoon(Promise.allSettled(closing));
  }

  async #obtain(lane: number): Promise<Connection> {
    for (;;) {
      try {
        return await this.#warehouse.connect();
      } catch (error) {
        if (faultOf(error)?.fault !== 'too-many-connections' || this.#ready.size === 0) throw error;
        if (!this.#isFull) this.#full();
        this.#isFull = true;
      }
      const idle = [...this.#ready.keys()].find((other) => !this.#busy.has(other));
      const other = idle === undefined ? await this.#turn(lane) : this.#release(idle);
      if (other) return other;
    }
  }

  #turn(lane: number): Promise<Connection | null> {
    return new Promise((take) => {
      this.#waiting = [...this.#waiting, { lane, take }];
    });
  }

  /** Takes a lane its session away. */
  #release(lane: number): Connection | undefined {
    const connection = this.#ready.get(lane);
    this.#ready.delete(lane);
    this.#open.delete(lane);
    return connection;
  }

  #handOver(connection: Connection | null): void {
    const [first, ...others] = this.#waiting;
    this.#waiting = others;
    first?.take(connection);
  }

  /** Nobody waits for a session that may never answer, or that is on its way still. */
  #leave(lane: number): void {
    const leaving = this.#open.get(lane);
    this.#release(lane);
    this.#waiting = this.#waiting.filter((one) => one.lane !== lane);
    leaving?.then((connection) => connection.close()).catch(() => undefined);
    this.#handOver(null);
  }
}
