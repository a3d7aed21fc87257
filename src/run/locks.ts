import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, Warehouse } from '../adapter/index.ts';
import {
  giveLocksBack,
  holdRun,
  needStateTable,
  type Runtime,
  type Session,
  type TakenLock,
  takeLocks,
  type WantedLocks,
} from '../compile/index.ts';
import { failure, type TsdbtError } from '../core/diagnostic.ts';
import { makesRelation } from './made.ts';
import { endsSoon } from './patience.ts';
import type { Plan } from './plan.ts';
import { faultOf, REPEAT, type RepeatPolicy, repeatedly } from './repeat.ts';

/** How runs on one target are kept apart. */
export interface LockOptions {
  /** Who holds them, for the others: `ana@host, tsdbt build`. */
  readonly holder: string;
  /** Seconds to wait for other runs; null: until they end, 0: not at all. */
  readonly wait: number | null;
}

/** Locks that are held. */
export interface HeldLocks {
  release(): Promise<void>;
}

const NOTHING_HELD: HeldLocks = { release: async () => undefined };

/** Between two looks at whether the run's own session holds: one that was cut is made anew, before others take it for dead. */
const HOLD_EVERY = 2000;
/** So many of these looks, and it is also looked at whether others have taken what this run builds. */
const LOOKS_UNTIL_TAKEN = 3;

/** Between two looks at locks of others. */
const LOOK_EVERY = 500;

/**
 * Takes a lock for every relation that a plan builds, and waits for runs that have one of them. Rejects with TD608, which names
 * them, when they are not free in time. Where sessions cannot hold locks, or none can be kept, nothing is locked.
 */
export async function lockRelations(
  plan: Plan,
  runtime: Runtime,
  warehouse: Warehouse,
  { holder, wait, repeat = REPEAT }: LockOptions & { readonly repeat?: RepeatPolicy },
  signal: AbortSignal,
  onLost: (error: TsdbtError) => void,
): Promise<HeldLocks> {
  const relations = relationsOf(plan, runtime);
  if (runtime.adapter.capabilities.sessionLocks !== true || relations.length === 0) return NOTHING_HELD;
  let held = NOTHING_HELD;
  const work = async (): Promise<void> => {
    held = await lockOnce(runtime, warehouse, { holder, wait, relations }, signal, onLost);
  };
  await repeatedly(work, async () => undefined, repeat, signal);
  return held;
}

async function lockOnce(
  runtime: Runtime,
  warehouse: Warehouse,
  wanted: Wanted,
  signal: AbortSignal,
  onLost: (error: TsdbtError) => void,
): Promise<HeldLocks> {
  const connection = await warehouse.connect();
  const session: Session = { connection, name: 'locks', node: null, thread: 'MainThread', signal };
  const release = async (): Promise<void> => releaseAll(runtime, connection);
  try {
    if (!(await canLock(runtime, session))) {
      await connection.close();
      return NOTHING_HELD;
    }
    const held = await waitForAll(runtime, session, wanted);
    const stop = keepLooking(runtime, session, held, onLost);
    return { release: () => stop().then(release) };
  } catch (error) {
    await release();
    if (signal.aborted) return NOTHING_HELD;
    throw error;
  }
}

function relationsOf({ nodes }: Plan, runtime: Runtime): readonly string[] {
  const names = nodes.flatMap(({ node }) =>
    makesRelation(node, runtime) ? [`${node.schema}.${node.alias}`] : [],
  );
  return [...new Set(names)].sort();
}

async function canLock(runtime: Runtime, session: Session): Promise<boolean> {
  try {
    if (!(await needStateTable(runtime, runtime.target.database, 'locks', session))) return false;
    await holdRun(runtime, session);
    return true;
  } catch (error) {
    if (session.signal.aborted || faultOf(error) !== undefined) throw error;
    if (session.connection.inTransaction) await session.connection.rollback();
    const reason = error instanceof Error ? error.message : String(error);
    runtime.emit({ type: 'note', level: 'debug', message: `no locks can be kept: ${reason}` });
    return false;
  }
}

interface Wanted extends LockOptions {
  readonly relations: readonly string[];
}

async function waitForAll(
  runtime: Runtime,
  session: Session,
  { holder, wait, relations }: Wanted,
): Promise<WantedLocks> {
  const began = performance.now();
  let told = '';
  for (;;) {
    const wanted = { holder, since: new Date().toISOString(), relations };
    const taken = await takeLocks(runtime, wanted, session);
    const [first] = taken;
    if (first === undefined) return wanted;
    if (wait !== null && performance.now() - began >= wait * 1000) throw notFree(taken, first, wait);
    const message = `waiting for ${shownLocks(taken, first)}`;
    if (message !== told) runtime.emit({ type: 'note', level: 'info', message });
    told = message;
    await sleep(LOOK_EVERY * (0.5 + Math.random()), undefined, { signal: session.signal });
  }
}

/** Takes the locks again and again, which changes nothing while they are held; when another run has one of them, this one must end. */
function keepLooking(
  runtime: Runtime,
  session: Session,
  held: WantedLocks,
  onLost: (error: TsdbtError) => void,
): () => Promise<void> {
  let looking: Promise<void> = Promise.resolve();
  let [busy, looks] = [false, 0];
  const look = async (): Promise<void> => {
    await holdRun(runtime, session);
    if (++looks % LOOKS_UNTIL_TAKEN !== 0) return;
    const taken = await takeLocks(runtime, held, session);
    const [first] = taken;
    if (first !== undefined) onLost(notFree(taken, first, null));
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    // A server that does not answer now may answer the next time.
    looking = look()
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, HOLD_EVERY);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await endsSoon(looking);
  };
}

const notFree = (taken: readonly TakenLock[], first: TakenLock, wait: number | null): TsdbtError =>
  failure('TD608', `another run builds ${shownLocks(taken, first)}`, {
    help: wait === 0 ? 'wait for it: leave --lock-wait out' : 'wait longer with --lock-wait, or end that run',
  });

/** `main.a and 3 more, by ana@host, tsdbt build (since 10:30:00)`. */
function shownLocks(taken: readonly TakenLock[], { relation, holder, since }: TakenLock): string {
  const more = taken.length > 1 ? ` and ${taken.length - 1} more` : '';
  return `${relation}${more}, held by ${holder} since ${since}`;
}

/** Rows that stay behind are those of a dead run to the next one. */
async function releaseAll(runtime: Runtime, connection: Connection): Promise<void> {
  const session: Session = {
    connection,
    name: 'locks',
    node: null,
    thread: 'MainThread',
    signal: AbortSignal.timeout(1000),
  };
  const work = async (): Promise<void> => {
    if (connection.inTransaction) await connection.rollback();
    await giveLocksBack(runtime, session);
  };
  await endsSoon(work());
  await endsSoon(connection.close());
}
