import {
  cellReader,
  type LoadTarget,
  type QueryResult,
  type RowBlock,
  WarehouseError,
} from '../../src/adapter/index.ts';
import type { DriverConnection, Sdk } from './client.ts';
import { literal, quoted } from './setup.ts';
import { types } from './types.ts';

/** What loading needs of a session. */
export interface LoadSession {
  readonly sdk: Sdk;
  readonly connection: DriverConnection;
  run(sql: string): Promise<QueryResult>;
  guard<T>(work: () => Promise<T>): Promise<T>;
}

const STAGE = '__tsdbt_load';
const STAGE_NAME = `temp.main.${STAGE}`;
/** As many rows as a vector of DuckDB holds. */
const CHUNK = 2048;

/**
 * Loads rows of text into a table: staged as text by the appender, checked, then cast and inserted.
 * Returns the number of rows; rejects with a WarehouseError that names the row and the column of a bad value.
 */
export async function loadRows(
  session: LoadSession,
  target: LoadTarget,
  blocks: AsyncIterable<RowBlock>,
): Promise<number> {
  const table = await asCreated(session, target);
  const columns = table.columns.map((_, index) => `c${index}`);
  await session.run(
    `create or replace temp table ${STAGE} (${columns.map((name) => `${name} varchar`).join(', ')})`,
  );
  try {
    const count = await session.guard(() => stage(session, blocks));
    await check(session, table);
    const names = table.columns.map(({ name }) => quoted(name)).join(', ');
    const casts = table.columns.map(({ type }, index) => `cast(c${index} as ${type})`).join(', ');
    await session.run(
      `insert into ${table.relation} (${names}) select ${casts} from ${STAGE_NAME} order by rowid`,
    );
    return count;
  } finally {
    await session.run(`drop table if exists ${STAGE_NAME}`).catch(() => undefined);
  }
}

/** The columns with the types that the table really has: a project's `column_types`, say. */
async function asCreated(session: LoadSession, table: LoadTarget): Promise<LoadTarget> {
  const { rows } = await session.run(`select column_name, column_type from (describe ${table.relation})`);
  const types = new Map(rows.map(([name, type]) => [String(name).toLowerCase(), String(type)]));
  const columns = table.columns.map(({ name, type }) => ({
    name,
    type: types.get(name.toLowerCase()) ?? type,
  }));
  return { relation: table.relation, columns };
}

async function stage(session: LoadSession, blocks: AsyncIterable<RowBlock>): Promise<number> {
  const appender = await session.connection.createAppender(STAGE, 'main', 'temp');
  let count = 0;
  try {
    for await (const block of blocks) {
      const cell = cellReader(block);
      for (let start = 0; start < block.rows; start += CHUNK) {
        const columns = columnsOf(block.width, Math.min(CHUNK, block.rows - start), (row, column) =>
          cell(start + row, column),
        );
        appender.appendDataChunk(chunk(session.sdk, columns));
      }
      count += block.rows;
    }
  } finally {
    appender.closeSync();
  }
  return count;
}

const columnsOf = (width: number, rows: number, cell: (row: number, column: number) => string | null) =>
  Array.from({ length: width }, (_, column) => Array.from({ length: rows }, (_, row) => cell(row, column)));

function chunk(sdk: Sdk, columns: readonly (string | null)[][]) {
  const types = columns.map(() => sdk.VARCHAR);
  const out = sdk.DuckDBDataChunk.create(types, columns[0]?.length ?? 0);
  out.setColumns([...columns]);
  return out;
}

/**
 * Finds the first row with a value that its column cannot hold, before anything is written.
 * Row ids count up from some start: 0, or a large number inside of a transaction.
 */
async function check(session: LoadSession, table: LoadTarget): Promise<void> {
  const casts = table.columns.flatMap((column, index) =>
    types.isString(column.type) ? [] : [{ column, index }],
  );
  if (casts.length === 0) return;
  const bad = casts.map(({ column, index }) => {
    const name = `c${index}`;
    return `min(case when ${name} is not null and try_cast(${name} as ${column.type}) is null then rowid end)`;
  });
  const { rows } = await session.run(`select min(rowid), ${bad.join(', ')} from ${STAGE_NAME}`);
  const [start, ...found] = (rows[0] ?? []).map((cell) => (cell === null ? null : BigInt(String(cell))));
  const first = casts
    .flatMap((cast, position) => {
      const id = found[position];
      return typeof id === 'bigint' ? [{ ...cast, id, row: id - (start ?? 0n) + 1n }] : [];
    })
    .sort((one, other) => Number(one.row - other.row))[0];
  if (first) throw await badValue(session, first);
}

async function badValue(
  session: LoadSession,
  at: {
    readonly id: bigint;
    readonly row: bigint;
    readonly index: number;
    readonly column: LoadTarget['columns'][number];
  },
): Promise<WarehouseError> {
  const { rows } = await session.run(`select c${at.index} from ${STAGE_NAME} where rowid = ${at.id}`);
  const value = literal(String(rows[0]?.[0] ?? ''));
  const { name, type } = at.column;
  return new WarehouseError(`row ${at.row}, column "${name}": ${value} is not a value of type ${type}`, {
    code: 'Conversion Error',
  });
}
