import type { Connection, QueryOptions } from '../adapter/index.ts';
import { FAULTS, WarehouseError } from '../adapter/index.ts';

/** A session that knows whether anything that was done in it stays when its transaction is taken back. */
export interface Tracked extends Connection {
  /** Nothing stays: the same work may be done again. */
  leftNothing(): boolean;
  /** A transaction that changed something was committed. */
  hasCommitted(): boolean;
}

/** Statements that read, or whose repetition changes nothing: `drop … if exists`. */
const HARMLESS =
  /^(select|with|show|describe|explain|pragma|set|reset|use|begin|start|rollback|drop\s+(\w+\s+){1,2}if\s+exists|create\s+schema\s+if\s+not\s+exists)\b/i;

const CHANGES = /\b(insert|update|delete|merge|into|call|create|alter|truncate|copy|commit)\b/i;

/** Whether a statement leaves nothing behind; a `select` whose rows nobody reads is taken for a call. */
function isHarmless(sql: string, options: QueryOptions | undefined): boolean {
  const text = sql.replace(/\/\*[\s\S]*?\*\/|--[^\n]*/g, ' ').trim();
  const word = HARMLESS.exec(text)?.[1]?.toLowerCase();
  if (word === undefined || !isSingle(text)) return text === '';
  if (word === 'select' || word === 'with') return options?.fetch !== false && !CHANGES.test(text);
  return true;
}

const isSingle = (text: string): boolean => {
  const first = text.indexOf(';');
  return first < 0 || first === text.length - 1;
};

/** Watches a session from here on; `mark` is sent at the end of a transaction that changed something. */
export function trackEffects(connection: Connection, mark?: string): Tracked {
  return new Watched(connection, mark);
}

class Watched implements Tracked {
  readonly #connection: Connection;
  /** Changes of the open transaction. */
  #pending = false;
  #lasting = false;
  #committed = false;
  /** Sent once: the first commit is the one that counts. */
  #mark: string | undefined;

  constructor(connection: Connection, mark: string | undefined) {
    this.#connection = connection;
    this.#mark = mark;
  }

  get inTransaction(): boolean {
    return this.#connection.inTransaction;
  }

  hasCommitted(): boolean {
    return this.#committed;
  }

  leftNothing(): boolean {
    return !this.#lasting;
  }

  query(sql: string, options?: QueryOptions) {
    if (isHarmless(sql, options)) return this.#connection.query(sql, options);
    return this.#change(options?.atomic ? '' : sql, () => this.#connection.query(sql, options));
  }

  stream(sql: string, options?: QueryOptions) {
    return this.#connection.stream(sql, options);
  }

  load(...args: Parameters<Connection['load']>) {
    return this.#change(';', () => this.#connection.load(...args));
  }

  begin(): Promise<void> {
    return this.#connection.begin();
  }

  async commit(): Promise<void> {
    const changed = this.#pending;
    if (changed) await this.#leaveMark();
    this.#pending = false;
    try {
      await this.#connection.commit();
      this.#lasting ||= changed;
      this.#committed ||= changed;
    } catch (error) {
      // Whether it took effect is not known when the answer is lost.
      this.#lasting ||= changed && isLost(error);
      throw error;
    }
  }

  async rollback(): Promise<void> {
    this.#pending = false;
    await this.#connection.rollback();
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #leaveMark(): Promise<void> {
    const mark = this.#mark;
    this.#mark = undefined;
    if (mark !== undefined) await this.#connection.query(mark, { fetch: false });
  }

  async #change<T>(sql: string, run: () => Promise<T>): Promise<T> {
    const began = this.#connection.inTransaction;
    try {
      const result = await run();
      this.#keep(began);
      return result;
    } catch (error) {
      // Of several statements the first may have taken effect; of one, when its answer is lost.
      if (!began && (!isSingle(sql.trim()) || isLost(error))) this.#lasting = true;
      throw error;
    }
  }

  #keep(began: boolean): void {
    if (began && this.#connection.inTransaction) this.#pending = true;
    else this.#lasting = true;
  }
}

/** The session is lost, and with it the answer. */
const isLost = (error: unknown): boolean =>
  error instanceof WarehouseError &&
  error.fault !== undefined &&
  FAULTS[error.fault].sessionLost &&
  !error.takenBack;
