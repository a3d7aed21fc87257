import { hostname } from 'node:os';

/** Addresses that mean every interface of the machine: who listens there wants to be reached by names that nobody knows. */
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::', '']);

/**
 * Whether a request with this Host header is answered. A page of a stranger may have its name point at this machine
 * (DNS rebinding) and so read what is served here; but it cannot choose the header, which then holds its own name.
 */
export function isExpectedHost(header: string | undefined, listening: string): boolean {
  if (EVERYWHERE.has(listening)) return true;
  const name = nameOf(header ?? '');
  return ['localhost', '127.0.0.1', '[::1]', listening, `[${listening}]`, hostname()].some(
    (known) => known.toLowerCase() === name,
  );
}

/** Without the port. */
const nameOf = (header: string): string => header.trim().toLowerCase().replace(/:\d*$/, '');
