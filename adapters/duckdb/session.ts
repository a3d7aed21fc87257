import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Connection,
  type LoadTarget,
  type QueryOptions,
  type QueryResult,
  type RowBlock,
  WarehouseError,
} from '../../src/adapter/index.ts';
import type { DriverConnection, DriverResult, Sdk } from './client.ts';
import type { DuckdbConfig } from './config.ts';
import { pythonName, statementError } from './errors.ts';
import { loadRows } from './load.ts';
import { affectedRows, columnsOf, readBatches, readRows } from './results.ts';

/** A session on one connection of the driver; `closed` is told when it ends. */
export function createSession(
  sdk: Sdk,
  connection: DriverConnection,
  config: DuckdbConfig,
  closed: () => void,
): Connection {
  return new Session(sdk, connection, config, closed);
}

/** How often a cancelled statement is interrupted again: one may start between abort and interrupt. */
const INTERRUPT_EVERY_MS = 50;

class Session implements Connection {
  inTransaction = false;
  readonly #sdk: Sdk;
  readonly #connection: DriverConnection;
  readonly #config: DuckdbConfig;
  readonly #closed: () => void;
  #open = true;

  constructor(sdk: Sdk, connection: DriverConnection, config: DuckdbConfig, closed: () => void) {
    this.#sdk = sdk;
    this.#connection = connection;
    this.#config = config;
    this.#closed = closed;
  }

  async query(sql: string, options: QueryOptions = {}): Promise<QueryResult> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#guard(sql, options.signal, () => this.#query(sql, options));
      } catch (error) {
        if (attempt >= this.#config.queryAttempts || !this.#mayRetry(error)) throw error;
        await sleep(1000 * 2 ** (attempt - 1));
      }
    }
  }

  async *stream(sql: string, options: QueryOptions = {}) {
    const result = await this.#guard(sql, options.signal, () => this.#run(sql, 'stream', options.signal));
    if (result === null) return;
    const columns = columnsOf(result);
    const batches = readBatches(result, options.limit);
    for (let isFirst = true; ; isFirst = false) {
      const next = await this.#guard(sql, options.signal, () => batches.next());
      if (next.done && isFirst) yield { columns, rows: [] };
      if (next.done) return;
      yield { columns, rows: next.value };
    }
  }

  load(table: LoadTarget, blocks: AsyncIterable<RowBlock>, signal?: AbortSignal): Promise<number> {
    const run = (sql: string) => this.query(sql, signal ? { signal } : {});
    const guard = <T>(work: () => Promise<T>) => this.#guard('', signal, work);
    return loadRows({ sdk: this.#sdk, connection: this.#connection, run, guard }, table, blocks);
  }

  async begin(): Promise<void> {
    if (this.#config.disableTransactions || this.inTransaction) return;
    await this.query('begin transaction', { fetch: false });
  }

  async commit(): Promise<void> {
    if (this.inTransaction) await this.#end('commit');
  }

  async rollback(): Promise<void> {
    if (this.inTransaction) await this.#end('rollback');
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#connection.closeSync();
    this.#closed();
  }

  /** A transaction that cannot be committed is gone as well. */
  async #end(sql: 'commit' | 'rollback'): Promise<void> {
    try {
      await this.query(sql, { fetch: false });
    } finally {
      this.inTransaction = false;
    }
  }

  async #query(sql: string, options: QueryOptions): Promise<QueryResult> {
    const result = await this.#run(sql, 'run', options.signal);
    this.#follow(sql, result);
    if (result === null) {
      return { columns: [], rows: [], rowsAffected: null, message: 'OK', response: { _message: 'OK' } };
    }
    const rowsAffected = await affectedRows(result);
    const rows =
      options.fetch === false || rowsAffected.read
        ? rowsAffected.rows
        : await readRows(result, options.limit);
    const count = rowsAffected.count === null ? {} : { rows_affected: rowsAffected.count };
    const response = { _message: 'OK', ...count };
    return { columns: columnsOf(result), rows, rowsAffected: rowsAffected.count, message: 'OK', response };
  }

  /** Runs the statements one after the other; null when the text holds none. */
  async #run(
    sql: string,
    how: 'run' | 'stream',
    signal: AbortSignal | undefined,
  ): Promise<DriverResult | null> {
    if (how === 'run' && isSingle(sql)) return this.#connection.run(sql);
    const statements = await this.#extract(sql);
    if (statements === null) return null;
    const last = statements.count - 1;
    for (let index = 0; ; index++) {
      if (signal?.aborted) throw cancelled();
      const statement = await statements.prepare(index);
      try {
        const result = await (index === last && how === 'stream' ? statement.stream() : statement.run());
        if (index === last) return result;
      } finally {
        statement.destroySync();
      }
    }
  }

  async #extract(sql: string) {
    try {
      return await this.#connection.extractStatements(sql);
    } catch (error) {
      const text = error instanceof Error ? error.message : '';
      if (text === EMPTY || text === `${EXTRACT}${EMPTY}`) return null;
      throw new Error(text.startsWith(EXTRACT) ? text.slice(EXTRACT.length) : text, { cause: error });
    }
  }

  /** Keeps `inTransaction` true to what the statements said. */
  #follow(sql: string, result: DriverResult | null): void {
    if (result?.statementType !== this.#sdk.StatementType.TRANSACTION) return;
    const word = /(\w+)[^\w;]*(?:\w+)?\s*;?\s*$/.exec(sql)?.[1]?.toLowerCase();
    this.inTransaction = word === 'begin' || word === 'start';
  }

  #mayRetry(error: unknown): boolean {
    if (!(error instanceof WarehouseError) || error.code === undefined || error.cancelled) return false;
    return this.#config.retryable.includes(pythonName(error.code));
  }

  async #guard<T>(sql: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (signal?.aborted || !this.#open) throw cancelled();
    let timer: NodeJS.Timeout | undefined;
    const interrupt = (): void => {
      this.#connection.interrupt();
      timer ??= setInterval(() => this.#connection.interrupt(), INTERRUPT_EVERY_MS);
    };
    signal?.addEventListener('abort', interrupt, { once: true });
    try {
      return await work();
    } catch (error) {
      throw statementError(error, sql, signal?.aborted ?? false);
    } finally {
      signal?.removeEventListener('abort', interrupt);
      clearInterval(timer);
    }
  }
}

/** No semicolon but at the end: the text need not be parsed to know that it is one statement. */
function isSingle(sql: string): boolean {
  const first = sql.indexOf(';');
  return first < 0 || first === sql.trimEnd().length - 1;
}

const EXTRACT = 'Failed to extract statements: ';
/** What the driver says of a text without a statement: it has no error to tell. */
const EMPTY = 'Error in native callback';

const cancelled = (): WarehouseError => new WarehouseError('Query cancelled', { cancelled: true });
