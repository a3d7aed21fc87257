import { completeIfDone, type Facility, type Payer } from './credit.ts';
import { available, deposit } from './deposit-account.ts';
import { createEntity, inDays, type World } from './event.ts';
import { allocate, isSettled, type Obligation } from './obligation.ts';

/** Most borrowers pay on time, some pay late, and a few stop paying. */
export function drawPayer(world: World): Payer {
  const { random } = world;
  if (random.chance(8)) return { late: [0, 12], halves: 10, stopsAfter: random.int(1, 6) };
  if (random.chance(18)) return { late: [6, 70], halves: 15, stopsAfter: 0 };
  return { late: [0, 5], halves: 3, stopsAfter: 0 };
}

/** Plans the payment of what a facility's nth month makes due. */
export function schedulePayment(world: World, facility: Facility, month: number): void {
  const { late, stopsAfter } = facility.payer;
  if (stopsAfter > 0 && month > stopsAfter) return;
  world.agenda.at(inDays(world, late[0], late[1]), () => pay(world, facility));
}

function pay(world: World, facility: Facility): void {
  const { account, payer } = facility;
  const owed = dueNow(world, facility).reduce((sum, obligation) => sum + obligation.owed, 0);
  if (owed === 0) return;
  const half = world.random.chance(payer.halves) && owed > 1_000;
  const amount = half ? Math.trunc(owed / 2) : owed;
  const short = amount - available(account);
  const ready = account.status === 'open' && short <= 0;
  if (ready) receive(world, facility, amount);
  else if (account.status === 'open') deposit(world, account, short, true);
  if (half || !ready) world.agenda.at(inDays(world, 2, 6), () => pay(world, facility));
}

function dueNow(world: World, facility: Facility): readonly Obligation[] {
  const now = world.agenda.now();
  return facility.obligations
    .filter((obligation) => obligation.due <= now && !isSettled(obligation))
    .sort((a, b) => a.due - b.due);
}

/** Takes the payment from the deposit account and allocates it, the oldest obligation first. */
function receive(world: World, facility: Facility, cents: number): void {
  const payment = createEntity(world, 'payment_events');
  payment.record('received', {
    credit_facility_id: facility.entity.id,
    deposit_account_id: facility.account.entity.id,
    amount_cents: cents,
  });
  facility.account.booked -= cents;
  let left = cents;
  for (const obligation of dueNow(world, facility)) {
    const part = Math.min(left, obligation.owed);
    if (part === 0) break;
    allocate(obligation, payment.id, part);
    payment.record('allocated', { obligation_id: obligation.entity.id, amount_cents: part });
    if (obligation.kind === 'principal') facility.principal -= part;
    left -= part;
  }
  payment.record('completed');
  completeIfDone(world, facility);
}
