import { DAY, dateText, type Seconds } from './clock.ts';
import { createEntity, type Entity, type Payload, type World } from './event.ts';

/** Something owed under a facility; `owed` falls to zero as payments are allocated to it. */
export interface Obligation {
  readonly entity: Entity;
  readonly kind: 'principal' | 'interest';
  readonly due: Seconds;
  owed: number;
  defaulted: boolean;
}

/** What an obligation starts from. */
export interface ObligationTerms {
  readonly kind: Obligation['kind'];
  readonly cents: number;
  readonly due: Seconds;
  readonly source: Payload;
}

const GRACE_DAYS = 7;
const DEFAULT_DAYS = 90;

/** Whether nothing is owed any more. */
export function isSettled(obligation: Obligation): boolean {
  return obligation.owed === 0;
}

/** Adds an obligation to those of a facility; it becomes due, overdue and defaulted on its dates unless paid by then. */
export function createObligation(world: World, obligations: Obligation[], terms: ObligationTerms): void {
  const { kind, cents, due, source } = terms;
  const entity = createEntity(world, 'obligation_events');
  const obligation: Obligation = { entity, kind, due, owed: cents, defaulted: false };
  obligations.push(obligation);
  entity.record('created', {
    ...source,
    obligation_type: kind,
    amount_cents: cents,
    due_on: dateText(due),
    overdue_on: dateText(due + GRACE_DAYS * DAY),
    defaulted_on: dateText(due + DEFAULT_DAYS * DAY),
  });
  age(world, obligation);
}

function age(world: World, obligation: Obligation): void {
  const { agenda } = world;
  const { entity, due } = obligation;
  agenda.at(due + 1200, () => entity.record('became_due'));
  agenda.at(due + GRACE_DAYS * DAY + 1200, () => {
    if (!isSettled(obligation)) entity.record('became_overdue');
  });
  agenda.at(due + DEFAULT_DAYS * DAY + 1200, () => {
    if (isSettled(obligation)) return;
    obligation.defaulted = true;
    entity.record('defaulted');
  });
}

/** Allocates part of a payment to an obligation. */
export function allocate(obligation: Obligation, paymentId: string, cents: number): void {
  obligation.owed -= cents;
  obligation.entity.record('payment_allocated', { payment_id: paymentId, amount_cents: cents });
  if (isSettled(obligation)) obligation.entity.record('paid');
}
