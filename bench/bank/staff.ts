import { createEntity, inDays, type World } from './event.ts';

const ROLES = ['teller', 'loan_officer', 'risk_analyst', 'branch_manager'] as const;

/** Hires the staff and gives them roles; returns the ids of those who stay, for lives to refer to. */
export function hireStaff(world: World, size: number): readonly string[] {
  const staying: string[] = [];
  for (let number = 1; number <= size; number++) {
    const leaves = number > 8 && number % 6 === 0;
    const id = hire(world, number, leaves);
    if (!leaves) staying.push(id);
  }
  return staying;
}

function hire(world: World, number: number, leaves: boolean): string {
  const { agenda, random } = world;
  const user = createEntity(world, 'user_events');
  const role = number === 1 ? 'administrator' : random.pick(ROLES);
  user.record('initialized', { email: `staff.${number}@bank.example` });
  user.record('role_assigned', { role });
  if (random.chance(25)) agenda.at(inDays(world, 60, 400), () => changeRole(world, user, role));
  if (leaves) agenda.at(inDays(world, 200, 700), () => user.record('deactivated'));
  return user.id;
}

function changeRole(world: World, user: ReturnType<typeof createEntity>, from: string): void {
  const to = world.random.pick(ROLES.filter((role) => role !== from));
  user.record('role_revoked', { role: from });
  user.record('role_assigned', { role: to });
}
