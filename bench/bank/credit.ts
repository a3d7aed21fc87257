import { addMonths, DAY, type Seconds } from './clock.ts';
import type { DepositAccount } from './deposit-account.ts';
import type { Entity, World } from './event.ts';
import { isSettled, type Obligation } from './obligation.ts';

/** How a borrower pays: days late, how often only half, and the month they stop (0: never). */
export interface Payer {
  readonly late: readonly [number, number];
  readonly halves: number;
  readonly stopsAfter: number;
}

/** A credit facility and what is owed under it; amounts in cents, the rate in basis points a year. */
export interface Facility {
  readonly entity: Entity;
  readonly account: DepositAccount;
  readonly limit: number;
  readonly rate: number;
  readonly months: number;
  readonly payer: Payer;
  readonly obligations: Obligation[];
  readonly onCompleted: () => void;
  activated: Seconds;
  /** Disbursed or about to be. */
  drawn: number;
  principal: number;
  disbursing: number;
  collateral: number;
  completed: boolean;
}

/** The moment shortly after midnight at which a facility's nth month ends. */
export function tick(facility: Facility, month: number): Seconds {
  return addMonths(facility.activated, month) + 600;
}

/** Completes a facility that has matured and owes nothing. */
export function completeIfDone(world: World, facility: Facility): void {
  const matured = world.agenda.now() + DAY > tick(facility, facility.months);
  const settled = facility.obligations.every(isSettled);
  if (facility.completed || !matured || !settled || facility.disbursing > 0) return;
  facility.completed = true;
  facility.entity.record('completed');
  facility.onCompleted();
}
