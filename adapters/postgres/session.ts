import { pipeline } from 'node:stream/promises';
import {
  type Connection,
  type LoadTarget,
  type QueryOptions,
  type QueryResult,
  type RowBlock,
  WarehouseError,
} from '../../src/adapter/index.ts';
import type { PgClient, PgResult, Sdk } from './client.ts';
import type { PostgresConfig } from './config.ts';
import type { Backend, Connector, Link } from './connect.ts';
import { hasCursor } from './cursor.ts';
import { endSoon } from './end-soon.ts';
import { isLost, statementError } from './errors.ts';
import { loadRows } from './load.ts';
import type { Overseer } from './overseer.ts';
import { cellRows, columnsOf, queryResult, TEXTS, unknownTypes } from './results.ts';
import { watch } from './watch.ts';

/** What a session stands on. */
export interface SessionParts {
  readonly sdk: Sdk;
  readonly config: PostgresConfig;
  readonly connector: Connector;
  readonly overseer: Overseer;
  /** Milliseconds between two looks at a statement that takes its time. */
  readonly watchEvery: number;
  readonly notice: ((message: string) => void) | undefined;
  /** Told when the session ends. */
  closed(): void;
}

/** A session on one connection of the driver; a connection that is lost outside of a transaction is made anew for the next statement. */
export const createSession = (link: Link, parts: SessionParts): Connection => new Session(link, parts);

/** How often the server is asked again to cancel: a statement may start between abort and cancel. */
const CANCEL_EVERY_MS = 200;
/** After this long without an answer the connection is cut. */
const CUT_AFTER_MS = 3000;
const BATCH = 2000;
/** Bytes of a COPY that may wait to be sent. */
const AHEAD = 1 << 20;

class Session implements Connection {
  readonly #parts: SessionParts;
  readonly #typeNames = new Map<number, string>();
  #client: PgClient;
  #backend: Backend | null;
  #tag = '';
  #state: 'open' | 'lost' | 'closed' = 'open';
  /** The connection went in the middle of a transaction: nothing may follow as if it were still open. */
  #isBroken = false;

  constructor({ client, backend }: Link, parts: SessionParts) {
    this.#parts = parts;
    this.#client = client;
    this.#backend = backend;
    this.#listen(client);
  }

  get inTransaction(): boolean {
    return this.#isBroken || (this.#state === 'open' && isOpenIn(this.#client));
  }

  query(sql: string, options: QueryOptions = {}): Promise<QueryResult> {
    const fetch = options.fetch !== false;
    return this.#guard(sql, options.signal, async () => {
      const result = await this.#send(sql);
      const names = await this.#namesOf(result);
      return queryResult(result, names.tag, this.#typeNames, { fetch, limit: options.limit });
    });
  }

  async *stream(sql: string, options: QueryOptions = {}) {
    if (!hasCursor(sql)) {
      yield await this.query(sql, options);
      return;
    }
    const own = !this.inTransaction;
    const declare = 'declare tsdbt_stream no scroll cursor for ';
    if (own) await this.query('begin', { fetch: false });
    try {
      await this.#guard(sql, options.signal, () => this.#send(`${declare}${sql}`), declare.length);
      yield* this.#fetched(sql, options);
      await this.query('close tsdbt_stream', { fetch: false });
    } finally {
      if (own && this.inTransaction) await this.query('rollback', { fetch: false });
    }
  }

  /** The rows of the open cursor. */
  async *#fetched(sql: string, { limit = Number.POSITIVE_INFINITY, signal }: QueryOptions) {
    let left = limit;
    do {
      const count = Math.min(left, BATCH);
      const result = await this.#guard(sql, signal, () => this.#send(`fetch ${count} from tsdbt_stream`));
      await this.#namesOf(result);
      if (result.rows.length > 0 || left === limit)
        yield { columns: columnsOf(result, this.#typeNames), rows: cellRows(result) };
      left = result.rows.length < count ? 0 : left - count;
    } while (left > 0);
  }

  async load(table: LoadTarget, blocks: AsyncIterable<RowBlock>, signal?: AbortSignal): Promise<number> {
    const own = !this.inTransaction;
    const run = (sql: string) => this.query(sql, signal ? { signal } : {});
    const copy = (sql: string, chunks: AsyncIterable<Buffer>) => this.#copy(sql, chunks, signal);
    if (own) await run('begin');
    try {
      const count = await loadRows({ run, copy }, table, blocks);
      if (own) await run('commit');
      return count;
    } finally {
      if (own) await this.rollback();
    }
  }

  /** Sends pieces ahead of what the server has taken, so that the next are made meanwhile. */
  #copy(sql: string, chunks: AsyncIterable<Buffer>, signal: AbortSignal | undefined): Promise<number> {
    const copy = this.#parts.sdk.copyFrom(sql, { highWaterMark: AHEAD });
    return this.#guard(sql, signal, async () => {
      await pipeline(chunks, this.#client.query(copy));
      return copy.rowCount;
    });
  }

  async begin(): Promise<void> {
    if (this.#parts.config.autocommit || this.inTransaction) return;
    await this.query('begin', { fetch: false });
  }

  async commit(): Promise<void> {
    if (!this.inTransaction) return;
    const { message } = await this.query('commit', { fetch: false });
    if (message === 'ROLLBACK')
      throw new WarehouseError('the transaction was rolled back: one of its statements failed', {
        code: '25P02',
      });
  }

  async rollback(): Promise<void> {
    // The server took it back when the connection went.
    if (this.#isBroken) this.#isBroken = false;
    else if (this.inTransaction) await this.query('rollback', { fetch: false });
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    await endSoon(this.#client);
    this.#parts.closed();
  }

  #listen(client: PgClient): void {
    const { notice } = this.#parts;
    if (notice) client.on('notice', ({ severity, message }) => notice(`${severity}:  ${message}`));
    const lost = (): void => {
      if (this.#client === client) this.#lose();
    };
    client.on('error', lost).on('end', lost);
    client.connection.on('commandComplete', ({ text }: { readonly text: string }) => {
      this.#tag = text;
    });
  }

  #lose(): void {
    if (this.#state !== 'open') return;
    this.#isBroken = isOpenIn(this.#client);
    this.#state = 'lost';
    // It may be the way that is broken: there the session lives on, with its locks.
    if (this.#backend) void this.#parts.overseer.end(this.#backend);
  }

  /** Runs the statements of a text, as one message; the result of the last. */
  async #send(sql: string): Promise<PgResult> {
    this.#tag = '';
    const sent = { text: sql, rowMode: 'array', types: TEXTS } as const;
    const answer = await this.#client.query(sent);
    if (!Array.isArray(answer)) return answer;
    return answer.at(-1) ?? { rowCount: null, fields: [], rows: [] };
  }

  /** Asks the server for the names of types that are not the same everywhere, each once. */
  async #namesOf(result: PgResult): Promise<{ readonly tag: string }> {
    const tag = this.#tag;
    const asked = unknownTypes(result).filter((oid) => !this.#typeNames.has(oid));
    if (asked.length > 0) {
      const list = asked.map((oid) => `(${oid}, format_type(${oid}, null))`).join(', ');
      const { rows } = await this.#send(`select * from (values ${list}) as names (oid, name)`);
      for (const [oid, name] of rows) this.#typeNames.set(Number(oid), String(name));
    }
    return { tag };
  }

  async #guard<T>(
    sql: string,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
    before = 0,
  ): Promise<T> {
    if (signal?.aborted || this.#state === 'closed') throw cancelled();
    if (this.#isBroken) throw lostInTransaction();
    if (this.#state === 'lost') await this.#reconnect();
    const stop = this.#cancelOn(signal);
    const unwatch = this.#watch();
    try {
      return await work();
    } catch (error) {
      if (isLost(error)) this.#lose();
      throw statementError(error, sql, signal?.aborted ?? false, before);
    } finally {
      stop();
      unwatch();
    }
  }

  #watch(): () => void {
    const { overseer, watchEvery } = this.#parts;
    return this.#backend ? watch(this.#client, this.#backend, overseer, watchEvery) : () => undefined;
  }

  /** From the abort on the server is asked to cancel until the statement has ended; returns what ends that. */
  #cancelOn(signal: AbortSignal | undefined): () => void {
    if (!signal) return () => undefined;
    const client = this.#client;
    let timer: NodeJS.Timeout | undefined;
    let cut: NodeJS.Timeout | undefined;
    const ask = (): void => void this.#parts.overseer.cancel(client.processID);
    const cancel = (): void => {
      ask();
      timer = setInterval(ask, CANCEL_EVERY_MS);
      cut = setTimeout(() => client.connection.stream.destroy(), CUT_AFTER_MS);
    };
    signal.addEventListener('abort', cancel, { once: true });
    return () => {
      signal.removeEventListener('abort', cancel);
      clearInterval(timer);
      clearTimeout(cut);
    };
  }

  async #reconnect(): Promise<void> {
    const { client, backend } = await this.#parts.connector.connect();
    this.#listen(client);
    this.#client = client;
    this.#backend = backend;
    this.#state = 'open';
  }
}

const isOpenIn = (client: PgClient): boolean => (client.getTransactionStatus() ?? 'I') !== 'I';

const lostInTransaction = (): WarehouseError =>
  new WarehouseError('the connection was lost in the middle of a transaction, which is taken back', {
    code: '08006',
    fault: 'connection-lost',
    takenBack: true,
  });

const cancelled = (): WarehouseError => new WarehouseError('Query cancelled', { cancelled: true });
