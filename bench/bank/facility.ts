import { addMonths, dateText, daysBetween, midnight } from './clock.ts';
import { completeIfDone, type Facility, tick } from './credit.ts';
import type { DepositAccount } from './deposit-account.ts';
import { scheduleDisbursals } from './disbursal.ts';
import { createEntity, inDays, type World } from './event.ts';
import { createObligation, isSettled } from './obligation.ts';
import { drawPayer, schedulePayment } from './payment.ts';

const COLLATERAL = ['real_estate', 'vehicle', 'securities', 'receivables'] as const;

/** A customer asks for credit; staff decide, collateral is posted, and the facility becomes active. */
export function proposeFacility(
  world: World,
  customerId: string,
  account: DepositAccount,
  wealth: number,
  onCompleted: () => void,
): void {
  const facility = draftFacility(world, account, wealth, onCompleted);
  facility.entity.record('proposed', {
    customer_id: customerId,
    deposit_account_id: account.entity.id,
    limit_cents: facility.limit,
    terms: { annual_rate_bps: facility.rate, term_months: facility.months },
  });
  world.agenda.at(inDays(world, 1, 8), () => decide(world, facility));
}

function draftFacility(
  world: World,
  account: DepositAccount,
  wealth: number,
  onCompleted: () => void,
): Facility {
  const { random } = world;
  return {
    entity: createEntity(world, 'credit_facility_events'),
    account,
    limit: random.int(10, 150) * 10_000 * wealth,
    rate: random.int(20, 72) * 25,
    months: random.pick([3, 6, 6, 12, 12, 24]),
    payer: drawPayer(world),
    obligations: [],
    onCompleted,
    activated: 0,
    drawn: 0,
    principal: 0,
    disbursing: 0,
    collateral: 0,
    completed: false,
  };
}

function decide(world: World, facility: Facility): void {
  const { agenda, random } = world;
  const user = { user_id: random.pick(world.staff) };
  if (random.chance(12)) {
    facility.entity.record('declined', { ...user, reason: 'credit score' });
    return;
  }
  facility.entity.record('approved', user);
  if (random.chance(5)) return;
  agenda.at(inDays(world, 1, 10), () => postCollateral(world, facility));
}

function postCollateral(world: World, facility: Facility): void {
  const { agenda, random } = world;
  facility.collateral = Math.trunc((facility.limit * 100) / random.int(60, 95));
  facility.entity.record('collateralised', {
    collateral_type: random.pick(COLLATERAL),
    value_cents: facility.collateral,
  });
  agenda.at(inDays(world, 0, 3), () => activate(world, facility));
}

function activate(world: World, facility: Facility): void {
  facility.activated = world.agenda.now();
  const maturity = addMonths(facility.activated, facility.months);
  facility.entity.record('activated', { matures_on: dateText(maturity) });
  scheduleDisbursals(world, facility);
  world.agenda.at(inDays(world, 80, 100), () => revalue(world, facility));
  world.agenda.at(tick(facility, 1), () => closeMonth(world, facility, 1));
}

function closeMonth(world: World, facility: Facility, month: number): void {
  if (facility.completed) return;
  accrueInterest(world, facility, month);
  const owes = facility.obligations.some((obligation) => !isSettled(obligation));
  if (owes) schedulePayment(world, facility, month);
  else completeIfDone(world, facility);
  world.agenda.at(tick(facility, month + 1), () => closeMonth(world, facility, month + 1));
}

/** Interest on the principal of today for the month's days, actual/360; none once in default. */
function accrueInterest(world: World, facility: Facility, month: number): void {
  if (facility.obligations.some((obligation) => obligation.defaulted)) return;
  const days = daysBetween(tick(facility, month - 1), tick(facility, month));
  const interest = Math.round((facility.principal * facility.rate * days) / 3_600_000);
  if (interest <= 0) return;
  const due = midnight(world.agenda.now());
  const source = { credit_facility_id: facility.entity.id };
  createObligation(world, facility.obligations, { kind: 'interest', cents: interest, due, source });
}

function revalue(world: World, facility: Facility): void {
  if (facility.completed) return;
  facility.collateral = Math.trunc((facility.collateral * world.random.int(84, 108)) / 100);
  facility.entity.record('collateral_revalued', { value_cents: facility.collateral });
  world.agenda.at(inDays(world, 80, 100), () => revalue(world, facility));
}
