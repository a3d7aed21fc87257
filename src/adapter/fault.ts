/** Failures that are nobody's SQL: what happened to the session or the server. An adapter names them in its errors. */
export type Fault =
  | 'connection-lost'
  | 'unreachable'
  | 'server-restart'
  | 'too-many-connections'
  | 'deadlock'
  | 'serialization'
  | 'lock-timeout'
  | 'unavailable';

/** What a fault means for what comes next. */
export interface FaultFacts {
  /** For people: `the connection was lost`. */
  readonly words: string;
  /** The session is gone, and its open transaction with it. */
  readonly sessionLost: boolean;
}

/** Every fault there is. */
export const FAULTS: Readonly<Record<Fault, FaultFacts>> = {
  'connection-lost': { words: 'the connection was lost', sessionLost: true },
  unreachable: { words: 'the server was not reached', sessionLost: true },
  'server-restart': { words: 'the server was restarted', sessionLost: true },
  'too-many-connections': { words: 'the server has too many connections', sessionLost: true },
  deadlock: { words: 'a deadlock was broken', sessionLost: false },
  serialization: { words: 'transactions were in conflict', sessionLost: false },
  'lock-timeout': { words: 'a lock was not free in time', sessionLost: false },
  unavailable: { words: 'the service did not answer', sessionLost: false },
};
