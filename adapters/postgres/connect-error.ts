import { type Fault, WarehouseError } from '../../src/adapter/index.ts';
import { failure, type TsdbtError } from '../../src/core/diagnostic.ts';
import type { PostgresConfig } from './config.ts';
import { faultOf, type Reported, reportedBy } from './errors.ts';
import { tlsReason } from './tls-error.ts';

/** Codes of the system for a server that is not there, or not there yet: its socket may be made anew. */
const UNREACHED =
  /^(ECONN|ENOENT|EPIPE|ETIMEDOUT|EHOST|ENET|EAI_AGAIN|08)|timeout expired|terminated|socket disconnected/;

/** Why trying again may help, if it may: the server starts, is full, or was not reached; a wrong password stays wrong. */
export function connectFault(error: unknown): Fault | undefined {
  if (tlsReason(error)) return undefined;
  const reported = reportedBy(innermost(error));
  const { code = '', message } = reported;
  return UNREACHED.test(code) || UNREACHED.test(message) ? 'unreachable' : faultOf(reported);
}

/** Why there is no connection, in one line, with what to look at: TD603. Its cause names the fault, if it is one. `noPassword`: why there is none. */
export function connectError(error: unknown, config: PostgresConfig, noPassword: string | null): TsdbtError {
  const reported = reportedBy(innermost(error));
  const { host, port } = config;
  const where = host.startsWith('/') ? `${host}/.s.PGSQL.${port}` : `${host}:${port}`;
  const tls = tlsReason(error);
  const [text, help] = (tls ? [tls.message, tls.help] : reasonOf(reported, config, noPassword)) ?? [
    reported.message,
    'check the settings of the target',
  ];
  return failure('TD603', `cannot connect to Postgres at ${where}: ${text.split('\n')[0]}`, {
    help,
    cause: new WarehouseError(reported.message, {
      code: reported.code,
      fault: connectFault(error),
      cause: error,
    }),
  });
}

/** Node tries the addresses of a name one after the other and reports all failures as one. */
const innermost = (error: unknown): unknown =>
  error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;

type Reason = readonly [text: string, help: string];

function reasonOf(reported: Reported, config: PostgresConfig, noPassword: string | null): Reason | undefined {
  const { code = '', message } = reported;
  return (
    refusal(code, message, noPassword) ??
    byCode(code, message, config) ??
    byMessage(message, config, noPassword)
  );
}

/** Who is not let in. */
function refusal(code: string, message: string, noPassword: string | null): Reason | undefined {
  if (!code.startsWith('28')) return undefined;
  if (/pg_hba/.test(message))
    return [
      message,
      'the server\'s pg_hba.conf lets nobody in like that: check "host", "user", "database" and "sslmode"',
    ];
  if (/certificate/.test(message))
    return [message, '"sslcert" and "sslkey" must name a certificate for "user", and its key'];
  if (noPassword !== null) return [message, `check "user" and "password" (${noPassword})`];
  return [message, 'check "user" and "password"; the password may have expired'];
}

function byCode(code: string, message: string, { host, database, role }: PostgresConfig): Reason | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return ['connection refused', 'is the server running? check "host" and "port"'];
    case 'ENOENT':
      return ['there is no such socket', 'is the server running? check "host", the folder of its socket'];
    case 'EACCES':
      return [message, 'the user who runs this may not read that'];
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return ['the host cannot be reached', 'check "host", the network and the firewall'];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [`could not translate host name "${host}" to address`, 'check "host"'];
    case '3D000':
      return [`database "${database}" does not exist`, 'check "database", or create it: createdb'];
    case '42501':
      return [message, `grant connect on database "${database}", or take another "user"`];
    case '53300':
      return [message, 'set "threads" lower, or max_connections of the server (or of the role) higher'];
    case '57P03':
      return [message, 'wait until the server is up'];
    case '22023':
    case '42704':
      return role === null ? undefined : [message, 'check "role"'];
    default:
      return undefined;
  }
}

function byMessage(
  message: string,
  { connectTimeout, user }: PostgresConfig,
  noPassword: string | null,
): Reason | undefined {
  if (/timeout expired/.test(message))
    return [
      `no answer within ${connectTimeout} s`,
      'check "host" and "port"; "connect_timeout" waits longer',
    ];
  if (/password must be a (non-empty )?string/i.test(message))
    return [
      `user "${user}" needs a password`,
      `set "password", PGPASSWORD, or a line in the password file ~/.pgpass (${noPassword})`,
    ];
  return /SSL|TLS|certificate/i.test(message)
    ? [message, 'check "sslmode" and the certificate files']
    : undefined;
}
