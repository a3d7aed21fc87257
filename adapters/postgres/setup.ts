import type { PostgresConfig } from './config.ts';
import { literal } from './load.ts';

/** What each session begins with; its last statement tells the number of its process, and the time. Dates must be ISO, for they are read. */
export function setupSql(config: PostgresConfig, plain: boolean, timeZone?: string): string {
  const settings = [
    timeZone ? `set timezone to ${literal(timeZone)}` : '',
    config.searchPath ? `set search_path to ${config.searchPath}` : '',
    config.statementTimeout ? `set statement_timeout to '${config.statementTimeout}'` : '',
    config.lockTimeout ? `set lock_timeout to '${config.lockTimeout}'` : '',
    config.role ? `set role ${config.role}` : '',
  ];
  const own = plain ? [] : settings.filter((one) => one !== '');
  return ["set datestyle to 'ISO'", ...own, NOTICE_THE_DEAD, 'select pg_backend_pid(), now()::text'].join(
    '; ',
  );
}

/**
 * The server notices within a minute that this process, its machine or the network is gone, within seconds during a
 * statement, and lets its locks go; where somebody has set these already, that holds.
 */
const NOTICE_THE_DEAD = `select set_config(name, value, false) from (values
  ('tcp_keepalives_idle', '40', '7200'), ('tcp_keepalives_interval', '5', '75'), ('tcp_keepalives_count', '4', '9'),
  ('client_connection_check_interval', '5s', '0')) as wanted (name, value, usual)
  where current_setting(name, true) = usual and (name like 'tcp%' or version() like '%linux%')`;
