import { dateText, END, quarterEnds, type Seconds } from './clock.ts';
import { createEntity, type Entity, inDays, type World } from './event.ts';

/** A deposit account as its customer uses it; amounts in cents. */
export interface DepositAccount {
  readonly entity: Entity;
  /** What the ledger holds: confirmed money only. */
  booked: number;
  /** Withdrawals under way, already set aside. */
  reserved: number;
  /** Deposits and withdrawals not yet confirmed or cancelled. */
  pending: number;
  status: 'open' | 'frozen' | 'closing' | 'closed';
}

const QUARTER_ENDS = quarterEnds();

/** Opens an account; the bank issues a statement of its balance at the end of every quarter. */
export function openAccount(world: World, customerId: string, accountNumber: number): DepositAccount {
  const { agenda } = world;
  const entity = createEntity(world, 'deposit_account_events');
  const account: DepositAccount = { entity, booked: 0, reserved: 0, pending: 0, status: 'open' };
  const number = String(accountNumber);
  entity.record('opened', { customer_id: customerId, account_number: number, currency: 'USD' });
  for (const day of QUARTER_ENDS) {
    if (day < agenda.now() || day >= END) continue;
    agenda.at(day + 86_399, () => issueStatement(account, day));
  }
  return account;
}

/** What the customer may spend. */
export function available(account: DepositAccount): number {
  return account.booked - account.reserved;
}

function issueStatement(account: DepositAccount, day: Seconds): void {
  if (account.status === 'closed') return;
  const payload = { period_end: dateText(day), balance_cents: account.booked };
  account.entity.record('statement_issued', payload);
}

/** Puts money in: confirmed within two days, or cancelled. */
export function deposit(world: World, account: DepositAccount, cents: number, sure = false): void {
  const { agenda, random } = world;
  const entity = createEntity(world, 'deposit_events');
  const channel = random.pick(['wire', 'branch', 'card', 'wire']);
  const id = account.entity.id;
  entity.record('initiated', { deposit_account_id: id, amount_cents: cents, channel });
  account.pending += 1;
  const fails = !sure && random.chance(3);
  agenda.at(inDays(world, 0, sure ? 1 : 2), () => {
    account.pending -= 1;
    if (fails) return entity.record('cancelled', { reason: 'funds not received' });
    account.booked += cents;
    entity.record('confirmed');
  });
}

/** Takes money out: set aside at once, then approved by staff and confirmed, or given back. */
export function withdraw(world: World, account: DepositAccount, cents: number, sure = false): void {
  const entity = createEntity(world, 'withdrawal_events');
  const id = account.entity.id;
  const channel = world.random.pick(['wire', 'branch', 'card', 'card']);
  entity.record('initiated', { deposit_account_id: id, amount_cents: cents, channel });
  account.pending += 1;
  account.reserved += cents;
  world.agenda.at(inDays(world, 0, 1), () => {
    if (!sure && world.random.chance(2)) return giveBack(account, entity, 'denied', cents);
    entity.record('approved', { user_id: world.random.pick(world.staff) });
    world.agenda.at(inDays(world, 0, 1), () => {
      if (!sure && world.random.chance(2)) return giveBack(account, entity, 'cancelled', cents);
      account.pending -= 1;
      account.reserved -= cents;
      account.booked -= cents;
      entity.record('confirmed');
    });
  });
}

function giveBack(account: DepositAccount, entity: Entity, type: string, cents: number): void {
  account.pending -= 1;
  account.reserved -= cents;
  entity.record(type, { reason: type === 'denied' ? 'failed review' : 'customer request' });
}

/** Empties an account and closes it once nothing is under way any more. */
export function closeAccount(world: World, account: DepositAccount, then: () => void): void {
  account.status = 'closing';
  if (account.pending === 0 && account.booked === 0) {
    account.status = 'closed';
    account.entity.record('closed');
    then();
  } else {
    if (account.pending === 0) withdraw(world, account, account.booked, true);
    world.agenda.at(inDays(world, 3, 3), () => closeAccount(world, account, then));
  }
}
