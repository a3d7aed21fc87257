import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process of this or another machine, told apart from a later one with the same number. */
export interface ProcessMark {
  readonly pid: number;
  readonly host: string;
  /** When it began, in the system's own count; null where the system does not tell. */
  readonly begun: string | null;
}

/** The mark of a process on this machine: this one, unless another number is given. */
export const processMark = (pid: number = process.pid): ProcessMark => ({
  pid,
  host: hostname(),
  begun: beginningOf(pid),
});

/**
 * True while the process runs. One of another machine is taken for ended: nothing can be known of it; and this one, which would
 * not ask if it still had to do with that run.
 */
export function isAlive({ pid, host, begun }: ProcessMark): boolean {
  if (host !== hostname() || pid === process.pid || !isThere(pid)) return false;
  const now = beginningOf(pid);
  return begun === null || now === null || begun === now;
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Field 22 of /proc/<pid>/stat: clock ticks from the start of the system; the name in field 2 may hold spaces. */
function beginningOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
