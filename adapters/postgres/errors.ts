import { FAULTS, type Fault, WarehouseError } from '../../src/adapter/index.ts';
import { failure, type TsdbtError } from '../../src/core/diagnostic.ts';
import type { PostgresConfig } from './config.ts';

/** What the driver says of an error, as far as it says anything. */
interface Reported {
  readonly message: string;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly where?: string | undefined;
  readonly position?: string | undefined;
}

/** Classes of errors that are nobody's SQL, by how their codes begin. */
const FAULT_CODES: readonly (readonly [code: string, fault: Fault])[] = [
  ['08', 'connection-lost'],
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
const CANCELLED = '57014';

/** What a statement failed of; `before` is how many characters stand before it in what was sent. */
export function statementError(error: unknown, sql: string, aborted: boolean, before = 0): WarehouseError {
  if (error instanceof WarehouseError) return error;
  const reported = reportedBy(error);
  const { message, code, detail, hint } = reported;
  const lines = [message, ...(detail ? [`DETAIL:  ${detail}`] : []), ...(hint ? [`HINT:  ${hint}`] : [])];
  return new WarehouseError(lines.join('\n'), {
    code,
    position: positionOf(sql, Number(reported.position ?? 0) - before),
    fault: faultOf(reported),
    cancelled: aborted && (code === CANCELLED || isLost(error)),
    cause: error,
  });
}

/** Whether the session is gone with this error. */
export function isLost(error: unknown): boolean {
  const fault = faultOf(reportedBy(error));
  return fault !== undefined && FAULTS[fault].sessionLost;
}

function faultOf({ code = '', message }: Reported): Fault | undefined {
  const known = FAULT_CODES.find(([start]) => code.startsWith(start))?.[1];
  if (AT_ONCE.test(message)) return 'serialization';
  return known ?? (LOST.test(`${code} ${message}`) ? 'connection-lost' : undefined);
}

function reportedBy(error: unknown): Reported {
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

/** Why there is no connection, in one line, with what to look at: TD603. */
export function connectError(error: unknown, config: PostgresConfig): TsdbtError {
  const { message, code = '' } = reportedBy(innermost(error));
  const where = `${config.host}:${config.port}`;
  const [text, help] = reasonOf(code, message, config) ?? [message, 'check the settings of the target'];
  return failure('TD603', `cannot connect to Postgres at ${where}: ${text.split('\n')[0]}`, {
    help,
    cause: error,
  });
}

/** Node tries the addresses of a name one after the other and reports all failures as one. */
const innermost = (error: unknown): unknown =>
  error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;

function reasonOf(
  code: string,
  message: string,
  { host, user, database, connectTimeout, password }: PostgresConfig,
): readonly [string, string] | undefined {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return ['connection refused', 'is the server running? check "host" and "port"'];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [`could not translate host name "${host}" to address`, 'check "host"'];
    case '28P01':
    case '28000':
      return [message, `check "user" and "password"${password === null ? ' (none is set)' : ''}`];
    case '3D000':
      return [`database "${database}" does not exist`, 'check "database", or create it: createdb'];
    case '53300':
      return [message, 'set "threads" lower, or max_connections of the server higher'];
    default:
  }
  if (/timeout expired/.test(message))
    return [
      `no answer within ${connectTimeout} s`,
      'check "host" and "port"; "connect_timeout" waits longer',
    ];
  if (/password must be a string/i.test(message))
    return [
      `user "${user}" needs a password`,
      'set "password", PGPASSWORD, or a line in the password file ~/.pgpass',
    ];
  return /SSL|certificate/i.test(message)
    ? [message, 'check "sslmode" and the certificate files']
    : undefined;
}
