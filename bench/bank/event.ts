import type { Agenda } from './agenda.ts';
import type { Seconds } from './clock.ts';
import type { Random } from './random.ts';

/** The event tables, one per kind of entity; each becomes one CSV file. */
export const TABLES = [
  'user_events',
  'customer_events',
  'deposit_account_events',
  'deposit_events',
  'withdrawal_events',
  'credit_facility_events',
  'disbursal_events',
  'obligation_events',
  'payment_events',
  'chart_account_events',
] as const;
/** The name of an event table. */
export type Table = (typeof TABLES)[number];

/** What an event says beyond its type; money is in whole cents. */
export type Payload = Readonly<Record<string, string | number | Readonly<Record<string, number>>>>;

/** One row of an event table. */
export interface BankEvent {
  readonly table: Table;
  readonly id: string;
  readonly sequence: number;
  readonly type: string;
  readonly payload: Payload;
  readonly at: Seconds;
}

/** Something with an identity, of which we know only the events it records. */
export interface Entity {
  readonly id: string;
  /** Records the entity's next event at the agenda's present moment. */
  record(type: string, payload?: Payload): void;
}

/** Where lives are lived: chance, time, the staff who decide, and the place events go to. */
export interface World {
  readonly random: Random;
  readonly agenda: Agenda;
  readonly staff: readonly string[];
  readonly emit: (event: BankEvent) => void;
}

/** A new entity whose events are numbered 1, 2, 3 ... without gaps. */
export function createEntity(world: World, table: Table): Entity {
  const id = world.random.uuid();
  let sequence = 0;
  return {
    id,
    record: (type, payload = {}) => {
      sequence += 1;
      world.emit({ table, id, sequence, type, payload, at: world.agenda.now() });
    },
  };
}

/** A moment in business hours, the given number of days from now; today means later today. */
export function inDays(world: World, min: number, max: number): Seconds {
  const { random, agenda } = world;
  const days = random.int(min, max);
  const today = agenda.now() - (agenda.now() % 86_400);
  const opening = today + days * 86_400 + random.int(7 * 3600, 20 * 3600);
  return days === 0 ? Math.max(opening, agenda.now() + random.int(30, 900)) : opening;
}
