import { FAULTS, type Fault, WarehouseError } from '../../src/adapter/index.ts';
import { statementHelp } from './statement-help.ts';

/** What the driver says of an error, as far as it says anything. */
export interface Reported {
  readonly message: string;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly where?: string | undefined;
  readonly position?: string | undefined;
}

/** Classes of errors that are nobody's SQL, by how their codes begin; the first that fits. */
const FAULT_CODES: readonly (readonly [code: string, fault: Fault | undefined])[] = [
  ['08', 'connection-lost'],
  // The session waited too long in its transaction, or outside of any.
  ['25P03', 'connection-lost'],
  ['57P05', 'connection-lost'],
  // The database is gone, for good.
  ['57P04', undefined],
  ['57P0', 'server-restart'],
  ['53300', 'too-many-connections'],
  ['40P01', 'deadlock'],
  ['40001', 'serialization'],
  ['55P03', 'lock-timeout'],
];
const LOST = /ECONNRESET|EPIPE|ETIMEDOUT|Connection terminated|Client has encountered a connection error/i;
/** Two sessions that make the same schema, type or relation at once: `if not exists` does not keep them apart. */
const AT_ONCE =
  /"pg_(namespace_nspname|type_typname_nsp|class_relname_nsp)_index"|tuple concurrently (updated|deleted)/;
const UNKNOWN = 'it may have taken effect all the same; tsdbt retry finds out, and does what is missing';
const CANCELLED = '57014';
/** The server ends the session with these, and the same statement would end so again. */
const ENDS_SESSION: ReadonlySet<string> = new Set(['25P04', '57P04']);

/** What a statement failed of; `before` is how many characters stand before it in what was sent. */
export function statementError(error: unknown, sql: string, aborted: boolean, before = 0): WarehouseError {
  if (error instanceof WarehouseError) return error;
  const reported = reportedBy(error);
  const { message, code, detail, hint } = reported;
  const isUnknown = !isAnswer(code) && faultOf(reported) === 'connection-lost';
  const text = isUnknown ? `the connection to the server was lost: ${message}` : message;
  const lines = [text, ...(detail ? [`DETAIL:  ${detail}`] : []), ...(hint ? [`HINT:  ${hint}`] : [])];
  return new WarehouseError(lines.join('\n'), {
    code,
    position: positionOf(sql, Number(reported.position ?? 0) - before),
    fault: faultOf(reported),
    takenBack: isAnswer(code),
    help: isUnknown ? UNKNOWN : statementHelp(code, message),
    cancelled: aborted && (code === CANCELLED || isLost(error) || isStopped(error)),
    cause: error,
  });
}

/** The server says itself that it did not do it: a code of SQL's, but for those of a pooler that lost its server (08). */
const isAnswer = (code = ''): boolean => /^(?=.*\d)(?!08|40003)[0-9A-Z]{5}$/.test(code);

/** What stood by to be sent was stopped before the server was. */
const isStopped = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Whether the session is gone with this error. */
export function isLost(error: unknown): boolean {
  const reported = reportedBy(error);
  const fault = faultOf(reported);
  return ENDS_SESSION.has(reported.code ?? '') || (fault !== undefined && FAULTS[fault].sessionLost);
}

/** What happened to the session or the server, where that is the reason. */
export function faultOf({ code = '', message }: Reported): Fault | undefined {
  if (AT_ONCE.test(message)) return 'serialization';
  const known = FAULT_CODES.find(([start]) => code.startsWith(start));
  return known ? known[1] : LOST.test(`${code} ${message}`) ? 'connection-lost' : undefined;
}

/** The fields of whatever was thrown. */
export function reportedBy(error: unknown): Reported {
  if (!(error instanceof Error)) return { message: String(error) };
  const field = (name: string): string | undefined => {
    const value: unknown = Object.entries(error).find(([key]) => key === name)?.[1];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    message: error.message || (field('code') ?? ''),
    code: field('code'),
    detail: field('detail'),
    hint: field('hint'),
    where: field('where'),
    position: field('position'),
  };
}

/** The server counts characters from 1. */
function positionOf(sql: string, position: number): { line: number; column: number } | undefined {
  if (!(position > 0)) return undefined;
  const before = [...sql].slice(0, position - 1).join('');
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
