import { type QueryResult, WarehouseError } from '../../adapter/index.ts';
import { type Diagnostic, failure, type TsdbtError } from '../../core/diagnostic.ts';
import type { CompiledNode, Runtime, Session } from '../context/world.ts';
import { authorHelp } from './author-help.ts';
import { authorPlace } from './author-place.ts';

/** How one statement is sent. */
export interface SendOptions {
  /** Fetch its rows. */
  readonly fetch?: boolean;
  readonly limit?: number;
  /** Begin a transaction when none is open. */
  readonly autoBegin?: boolean;
  /** Its statements take effect together or not at all. */
  readonly atomic?: boolean;
  /** Where the template asks for it, for statements that no model holds; asked for only when one fails. */
  readonly from?: () => Pick<Diagnostic, 'at' | 'via'>;
}

/**
 * Sends SQL to the warehouse: the only way there is.
 * Rejects with TsdbtError: TD501 with the model's line where it is known, TD506 when cancelled.
 */
export async function send(
  runtime: Runtime,
  session: Session,
  sql: string,
  options: SendOptions = {},
): Promise<QueryResult> {
  const { connection, signal } = session;
  if (runtime.flags.INTROSPECT === false) throw unasked(runtime, session, options);
  if (options.autoBegin && !connection.inTransaction) await begin(runtime, session);
  const sent = withComment(runtime, session, sql);
  return timed(runtime, session, sent, () =>
    connection
      .query(sent, {
        signal,
        fetch: options.fetch ?? false,
        ...(options.atomic ? { atomic: true } : {}),
        ...(options.limit === undefined ? {} : { limit: options.limit }),
      })
      .catch((error: unknown) => {
        throw inModel(runtime, session, sent, error, options);
      }),
  );
}

/**
 * Sends a query whose rows come in batches, at least one, which may be empty: never all of them are in memory.
 * Rejects as `send` does.
 */
export async function* sendForRows(
  runtime: Runtime,
  session: Session,
  sql: string,
): ReturnType<Session['connection']['stream']> {
  if (runtime.flags.INTROSPECT === false) throw unasked(runtime, session, {});
  const sent = withComment(runtime, session, sql);
  const about = { node: session.node, connection: session.name };
  runtime.emit({ type: 'statement:start', ...about, sql: sent }, session.thread);
  const began = performance.now();
  try {
    yield* session.connection.stream(sent, { signal: session.signal });
  } catch (error) {
    throw inModel(runtime, session, sent, error, {});
  }
  const seconds = (performance.now() - began) / 1000;
  runtime.emit({ type: 'statement:end', ...about, seconds, message: OK.message }, session.thread);
}

/** With --no-introspect templates are rendered without the warehouse. */
const unasked = (runtime: Runtime, { thread, node }: Session, { from }: SendOptions): TsdbtError =>
  failure('TD314', `--no-introspect: connection never acquired for thread ${thread}`, {
    ...authorPlace(runtime, from?.() ?? {}),
    ...(node ? { node } : {}),
    help: 'leave --no-introspect out, or put the query behind {% if flags.INTROSPECT %}',
  });

/** Begins a transaction, unless one is open. */
export async function begin(runtime: Runtime, session: Session): Promise<void> {
  if (session.connection.inTransaction) return;
  await transact(runtime, session, 'BEGIN', () => session.connection.begin());
}

/** Commits the open transaction, if there is one. */
export async function commit(runtime: Runtime, session: Session): Promise<void> {
  if (!session.connection.inTransaction) return;
  await transact(runtime, session, 'COMMIT', () => session.connection.commit());
}

/** Takes back the open transaction, if there is one. */
export async function rollback(runtime: Runtime, session: Session): Promise<void> {
  if (!session.connection.inTransaction) return;
  await transact(runtime, session, 'ROLLBACK', () => session.connection.rollback());
}

const OK = { message: 'OK' };

const transact = async (
  runtime: Runtime,
  session: Session,
  word: string,
  run: () => Promise<void>,
): Promise<void> => {
  await timed(runtime, session, word, async () => {
    await run().catch((error: unknown) => {
      throw inModel(runtime, session, word, error, {});
    });
    return OK;
  });
};

/** Tells of a statement before and after it. */
async function timed<T extends { readonly message: string }>(
  { emit }: Runtime,
  { node, name, thread }: Session,
  sql: string,
  run: () => Promise<T>,
): Promise<T> {
  const about = { node, connection: name };
  emit({ type: 'statement:start', ...about, sql }, thread);
  const began = performance.now();
  const result = await run();
  const seconds = (performance.now() - began) / 1000;
  emit({ type: 'statement:end', ...about, seconds, message: result.message }, thread);
  return result;
}

/** What is sent, with the comment that tells a warehouse's log where it came from. */
function withComment(runtime: Runtime, session: Session, sql: string): string {
  const comment = runtime.queryComment?.(runtime, session);
  if (!comment || comment.text.trim() === '') return sql;
  const text = `/* ${comment.text.trim()} */`;
  if (!comment.append) return `${text}\n${sql}`;
  const body = sql.trimEnd();
  return body.endsWith(';') ? `${body.slice(0, -1)}\n${text};` : `${body}\n${text}`;
}

/** A warehouse's error as one that people see, led back to the author's line. */
function inModel(
  runtime: Runtime,
  session: Session,
  sql: string,
  error: unknown,
  options: SendOptions,
): unknown {
  if (!(error instanceof WarehouseError)) return error;
  if (error.cancelled || session.signal.aborted) return cancelled(session);
  const place = placeInModel(runtime.compiled.get(session.node ?? NONE), sql, error.position);
  const where = place ? { at: place } : authorPlace(runtime, options.from?.() ?? {});
  const help = error.help ?? (error.fault ? AFTER_FAULT : authorHelp(error.message));
  return failure('TD501', error.message, {
    ...where,
    ...(help === undefined ? {} : { help }),
    ...(session.node ? { node: session.node } : {}),
    cause: error,
  });
}

/** The SQL is not to blame. */
const AFTER_FAULT = 'this is not the fault of the SQL: tsdbt retry builds what is missing';

const NONE = '' as never;

const cancelled = ({ node }: Session): TsdbtError => failure('TD506', 'cancelled', node ? { node } : {});

/** The author's line for a place in a statement that holds the compiled code of a model. */
function placeInModel(
  compiled: CompiledNode | undefined,
  sql: string,
  position: WarehouseError['position'],
): ReturnType<CompiledNode['place']> {
  const start = compiled ? sql.indexOf(compiled.compiledCode.trim()) : -1;
  if (!compiled || start < 0 || !position) return undefined;
  const before = sql.slice(0, start).split('\n');
  const skipped = compiled.compiledCode.length - compiled.compiledCode.trimStart().length;
  const blank = compiled.compiledCode.slice(0, skipped).split('\n');
  const line = position.line - before.length + blank.length;
  if (line < blank.length) return undefined;
  const lead = before.at(-1)?.length ?? 0;
  const column =
    position.line === before.length ? position.column - lead + (blank.at(-1)?.length ?? 0) : position.column;
  return compiled.place(line, Math.max(1, column));
}
