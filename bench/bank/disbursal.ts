import { midnight } from './clock.ts';
import { type Facility, tick } from './credit.ts';
import { createEntity, type Entity, inDays, type World } from './event.ts';
import { createObligation } from './obligation.ts';

/** Plans the draws on a new facility: one soon, often a second before half of the term. */
export function scheduleDisbursals(world: World, facility: Facility): void {
  const { agenda, random } = world;
  const first = Math.trunc((facility.limit * random.int(5, 10)) / 10);
  agenda.at(inDays(world, 0, 4), () => initiate(world, facility, first));
  if (facility.months < 6 || random.chance(50)) return;
  agenda.at(inDays(world, 20, facility.months * 14), () => {
    const rest = facility.limit - facility.drawn;
    if (rest >= 10_000) initiate(world, facility, rest);
  });
}

function initiate(world: World, facility: Facility, cents: number): void {
  const { agenda, random } = world;
  const disbursal = createEntity(world, 'disbursal_events');
  const id = facility.entity.id;
  disbursal.record('initiated', { credit_facility_id: id, amount_cents: cents });
  facility.drawn += cents;
  facility.disbursing += 1;
  agenda.at(inDays(world, 0, 2), () => {
    facility.disbursing -= 1;
    if (random.chance(6)) return cancel(facility, disbursal, cents);
    disbursal.record('approved', { user_id: random.pick(world.staff) });
    settle(world, facility, disbursal, cents);
  });
}

function cancel(facility: Facility, disbursal: Entity, cents: number): void {
  facility.drawn -= cents;
  disbursal.record('cancelled', { reason: 'customer request' });
}

function settle(world: World, facility: Facility, disbursal: Entity, cents: number): void {
  disbursal.record('settled', { deposit_account_id: facility.account.entity.id });
  facility.account.booked += cents;
  facility.principal += cents;
  createInstalments(world, facility, disbursal.id, cents);
}

/** Equal monthly instalments until maturity; the last one takes the cents that do not divide. */
function createInstalments(world: World, facility: Facility, disbursalId: string, cents: number): void {
  const dues = dueDates(world, facility);
  const equal = Math.trunc(cents / dues.length);
  dues.forEach((due, index) => {
    const last = index === dues.length - 1;
    const amount = last ? cents - equal * (dues.length - 1) : equal;
    const source = { credit_facility_id: facility.entity.id, disbursal_id: disbursalId };
    createObligation(world, facility.obligations, { kind: 'principal', cents: amount, due, source });
  });
}

function dueDates(world: World, facility: Facility): readonly number[] {
  const dues: number[] = [];
  for (let month = 1; month <= facility.months; month++) {
    const due = midnight(tick(facility, month));
    if (due > world.agenda.now()) dues.push(due);
  }
  return dues;
}
