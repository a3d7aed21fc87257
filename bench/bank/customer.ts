import {
  available,
  closeAccount,
  type DepositAccount,
  deposit,
  openAccount,
  withdraw,
} from './deposit-account.ts';
import { createEntity, type Entity, inDays, type World } from './event.ts';
import { proposeFacility } from './facility.ts';

/** A customer with the accounts they hold. */
export interface Customer {
  readonly entity: Entity;
  /** Customers are numbered from 1 in the order they were made. */
  readonly number: number;
  /** Multiplies the amounts: companies move more money than people. */
  readonly wealth: number;
  readonly accounts: DepositAccount[];
  borrows: boolean;
  status: 'active' | 'frozen' | 'leaving';
}

const DECLINED = ['incomplete documents', 'sanctions match', 'unverified income'] as const;

/** A customer applies now; the rest of their life follows on the agenda. */
export function applyAsCustomer(world: World, number: number): void {
  const { agenda, random } = world;
  const entity = createEntity(world, 'customer_events');
  const company = random.chance(25);
  const kind = company ? 'company' : 'individual';
  const country = random.pick(['US', 'US', 'US', 'CA', 'MX', 'GB', 'DE']);
  const email = `customer.${number}@mail.example`;
  entity.record('initialized', { customer_type: kind, email, country });
  const wealth = company ? random.int(5, 20) : random.int(1, 3);
  const customer: Customer = { entity, number, wealth, accounts: [], borrows: false, status: 'active' };
  agenda.at(inDays(world, 0, 2), () => startReview(world, customer));
}

function startReview(world: World, { entity, ...rest }: Customer): void {
  const { agenda, random, staff } = world;
  entity.record('kyc_started');
  entity.record('manager_assigned', { user_id: random.pick(staff) });
  if (random.chance(4)) return;
  agenda.at(inDays(world, 1, 12), () => {
    if (random.chance(8)) return entity.record('kyc_declined', { reason: random.pick(DECLINED) });
    entity.record('kyc_approved', { level: random.pick(['basic', 'basic', 'advanced']) });
    becomeActive(world, { entity, ...rest });
  });
}

function becomeActive(world: World, customer: Customer): void {
  const { agenda, random } = world;
  openFor(world, customer);
  if (random.chance(20)) agenda.at(inDays(world, 30, 200), () => openFor(world, customer));
  if (random.chance(15)) agenda.at(inDays(world, 30, 300), () => changeEmail(customer));
  if (random.chance(6)) agenda.at(inDays(world, 40, 300), () => freeze(world, customer));
  if (random.chance(70)) agenda.at(inDays(world, 15, 120), () => borrow(world, customer));
  else if (random.chance(25)) agenda.at(inDays(world, 90, 400), () => leave(world, customer));
}

function openFor(world: World, customer: Customer): void {
  if (customer.status !== 'active') return;
  const accountNumber = 7_700_000_000 + customer.number * 10 + customer.accounts.length;
  const account = openAccount(world, customer.entity.id, accountNumber);
  customer.accounts.push(account);
  deposit(world, account, salary(world, customer) * 2, true);
  nextMovement(world, customer, account);
}

function salary(world: World, customer: Customer): number {
  return world.random.int(20_000, 240_000) * customer.wealth;
}

function nextMovement(world: World, customer: Customer, account: DepositAccount): void {
  world.agenda.at(inDays(world, 2, 16), () => {
    if (account.status === 'closing' || account.status === 'closed') return;
    if (account.status === 'open') move(world, customer, account);
    nextMovement(world, customer, account);
  });
}

function move(world: World, customer: Customer, account: DepositAccount): void {
  const spendable = Math.trunc((available(account) * 6) / 10);
  const amount = salary(world, customer);
  if (world.random.chance(50) || spendable < 1_000) deposit(world, account, amount);
  else withdraw(world, account, Math.min(spendable, amount));
}

function changeEmail(customer: Customer): void {
  if (customer.status === 'leaving') return;
  const email = `new.${customer.entity.id.slice(0, 8)}@mail.example`;
  customer.entity.record('email_changed', { email });
}

function freeze(world: World, customer: Customer): void {
  if (customer.status !== 'active') return;
  setFrozen(customer, true);
  world.agenda.at(inDays(world, 3, 30), () => setFrozen(customer, false));
}

function setFrozen(customer: Customer, frozen: boolean): void {
  customer.status = frozen ? 'frozen' : 'active';
  const reason = frozen ? { reason: 'unusual activity' } : {};
  customer.entity.record(frozen ? 'frozen' : 'unfrozen', reason);
  for (const account of customer.accounts) {
    account.status = frozen ? 'frozen' : 'open';
    account.entity.record(frozen ? 'frozen' : 'unfrozen', reason);
  }
}

function borrow(world: World, customer: Customer): void {
  const account = customer.accounts[0];
  if (!account || customer.status !== 'active') return;
  customer.borrows = true;
  proposeFacility(world, customer.entity.id, account, customer.wealth, () => {
    if (world.random.chance(50)) world.agenda.at(inDays(world, 10, 60), () => borrow(world, customer));
  });
}

function leave(world: World, customer: Customer): void {
  if (customer.status !== 'active' || customer.borrows) return;
  customer.status = 'leaving';
  let open = customer.accounts.length;
  for (const account of customer.accounts) {
    closeAccount(world, account, () => {
      open -= 1;
      if (open === 0) customer.entity.record('closed');
    });
  }
}
