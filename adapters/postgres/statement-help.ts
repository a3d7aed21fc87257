/** What to do about errors that no change of a model mends, by the server's codes. */
const HELP: ReadonlyMap<string, string> = new Map([
  ['25006', 'the server or the role only reads: is "host" a standby? See default_transaction_read_only'],
  ['25P03', 'raise idle_in_transaction_session_timeout of the role'],
  ['25P04', 'raise transaction_timeout of the role'],
  [
    '40001',
    'fewer "threads"; or look for what else writes there, and for default_transaction_isolation of the role',
  ],
  [
    '40P01',
    'the two lock the same rows or tables in different orders: let one ref() the other, or set "threads" lower',
  ],
  ['42501', 'grant the right to "user" (or "role") of the target, or take another one'],
  ['53100', "make room on the server's disk, then tsdbt retry"],
  ['53200', 'the server needs more memory: see work_mem and "threads"'],
  ['53400', 'raise the limit that is named, for the role or the server: temp_file_limit, say'],
  ['55P03', 'another session holds the lock (see pg_locks); "lock_timeout" of the target waits longer'],
]);

/** The help for a code, where there is one. */
export const statementHelp = (code: string | undefined, message: string): string | undefined =>
  code === '57014' && /statement timeout/.test(message)
    ? 'raise "statement_timeout" of the target or of the role'
    : HELP.get(code ?? '');
