import { createAgenda } from './agenda.ts';
import { openBooks } from './chart.ts';
import { DAY, END, START } from './clock.ts';
import { applyAsCustomer } from './customer.ts';
import type { BankEvent, World } from './event.ts';
import { createRandom, type Random } from './random.ts';
import { hireStaff } from './staff.ts';

/** How large a bank to make, and from which seed. */
export interface BankOptions {
  /** Stop adding customers once there are this many events; the last life is still told whole. */
  readonly events: number;
  readonly seed: number;
}

/**
 * The life of a bank as batches of events: first the staff and the books, then one batch a customer.
 * Events of one entity come in order; only one life is in memory at a time.
 */
export function* simulateBank({ events, seed }: BankOptions): Generator<readonly BankEvent[]> {
  const random = createRandom(seed);
  const { batch, staff } = foundBank(random, events);
  let count = batch.length;
  yield batch;
  for (let number = 1; count < events; number++) {
    const life = liveCustomer(random, staff, number);
    count += life.length;
    yield life;
  }
}

function foundBank(random: Random, events: number) {
  const batch: BankEvent[] = [];
  const agenda = createAgenda();
  const world: World = { random, agenda, staff: [], emit: (event) => batch.push(event) };
  let staff: readonly string[] = [];
  agenda.at(START, () => {
    openBooks(world);
    staff = hireStaff(world, 12 + Math.min(1_000, Math.trunc(events / 20_000)));
  });
  agenda.runUntil(END);
  return { batch, staff };
}

/** Customers arrive evenly over the first 20 months. */
function liveCustomer(random: Random, staff: readonly string[], number: number): BankEvent[] {
  const life: BankEvent[] = [];
  const agenda = createAgenda();
  const world: World = { random, agenda, staff, emit: (event) => life.push(event) };
  const arrival = START + random.int(1, 600) * DAY + random.int(8, 18) * 3600;
  agenda.at(arrival, () => applyAsCustomer(world, number));
  agenda.runUntil(END);
  return life;
}
