import { type QueryResult, WarehouseError } from '../../adapter/index.ts';
import { TsdbtError } from '../../core/diagnostic.ts';
import { fromHost, hostFunction, PyDict, PyTuple, type Value } from '../../template/index.ts';
import { truthy } from '../../template/python/compare.ts';
import { str } from '../../template/python/print.ts';
import { listOf } from '../../template/python/sequence.ts';
import type { RunContext } from '../context/context.ts';
import { placeOf } from '../context/fail.ts';
import { begin, commit, rollback, send } from '../sql/send.ts';
import { resultTable } from '../values/cells.ts';
import { type ResponseValue, responseValue } from '../values/record.ts';
import { emptyTable } from '../values/table.ts';
import type { Asking, Methods } from './methods.ts';

/** Methods that send statements, and transactions. */
export const statementMethods: Methods<Asking> = {
  execute: (on) =>
    hostFunction(
      'execute',
      ['sql', 'auto_begin?', 'fetch?', 'limit?'],
      async (sql, autoBegin, fetch, limit, call) => {
        const { runtime, session } = on.context;
        const wanted = truthy(fetch ?? false);
        const result = await send(runtime, session, str(sql), {
          fetch: wanted,
          autoBegin: truthy(autoBegin ?? false),
          from: () => placeOf(call),
          ...(limit === undefined || limit === null ? {} : { limit: Number(limit) }),
        });
        return new PyTuple([response(result), wanted ? table(on.context, result) : emptyTable()]);
      },
    ),
  attempt: (on) =>
    hostFunction('attempt', ['sql', 'refusals'], async (sql, refusals, call) => {
      const { runtime, session } = on.context;
      const codes = listOf(refusals).map(str);
      try {
        return response(await send(runtime, session, str(sql), { atomic: true, from: () => placeOf(call) }));
      } catch (error) {
        if (!isRefusal(error, codes)) throw error;
        await rollback(runtime, session);
        return null;
      }
    }),
  add_query: (on) =>
    hostFunction(
      'add_query',
      ['sql', 'auto_begin?', 'bindings?', 'abridge_sql_log?'],
      async (sql, autoBegin, _bindings, _abridge, call) => {
        const { runtime, session } = on.context;
        const result = await send(runtime, session, str(sql), {
          autoBegin: truthy(autoBegin ?? true),
          from: () => placeOf(call),
        });
        return new PyTuple([null, response(result)]);
      },
    ),
  run_sql_for_tests: (on) =>
    hostFunction('run_sql_for_tests', ['sql', 'fetch', 'conn?'], async (sql, fetch, _conn, call) => {
      const { runtime, session } = on.context;
      const result = await send(runtime, session, str(sql), {
        fetch: fetch === 'one' || fetch === 'all',
        from: () => placeOf(call),
      });
      const rows = table(on.context, result).data.rows.map((row) => new PyTuple(row));
      return fetch === 'one' ? (rows[0] ?? null) : fetch === 'all' ? rows : null;
    }),
  commit: ({ context }) => done('commit', () => commit(context.runtime, context.session)),
  commit_if_has_connection: ({ context }) =>
    done('commit_if_has_connection', () => commit(context.runtime, context.session)),
  begin: ({ context }) => done('begin', () => begin(context.runtime, context.session)),
  ensure_transaction: ({ context }) =>
    done('ensure_transaction', () => begin(context.runtime, context.session)),
  load_seed: ({ context }) =>
    hostFunction('load_seed', ['relation'], (relation) => context.hooks.loadSeed?.(relation) ?? 0),
};

/** Whether the warehouse refused a statement with one of these codes. */
const isRefusal = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof TsdbtError &&
  error.cause instanceof WarehouseError &&
  codes.includes(error.cause.code ?? '');

const done = (name: string, run: () => Promise<void>): Value =>
  hostFunction(name, [], async () => {
    await run();
    return null;
  });

const response = (result: QueryResult): ResponseValue => {
  const fields = fromHost(result.response);
  const dict = fields instanceof PyDict ? fields : new PyDict();
  if (!dict.has('rows_affected')) dict.set('rows_affected', result.rowsAffected);
  return responseValue(result.message, dict);
};

const table = ({ world, session }: RunContext, result: QueryResult): ReturnType<typeof resultTable> =>
  resultTable(result, (text) => world.emit({ type: 'template:print', message: text, node: session.node }));
