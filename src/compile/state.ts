import {
  commit,
  projectRelation,
  type Runtime,
  relationValue,
  rollback,
  type Session,
} from '../scope/index.ts';
import { str } from '../template/python/print.ts';
import { listOf } from '../template/python/sequence.ts';
import { callStandard } from './call-macro.ts';

/** A table in which tsdbt remembers something in the warehouse. */
export type StateTable = 'relations' | 'commits' | 'locks';

/** What stands in a schema, with a mark that changes when somebody else puts another relation there. */
export interface MarkedRelation {
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly mark: string | null;
}

/** A relation that tsdbt made. */
export interface MadeRelation extends MarkedRelation {
  readonly node: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

/** Whose relations are meant: two targets of one database are strangers. */
export interface StateOwner {
  readonly project: string;
  readonly target: string;
  readonly targetSchema: string;
}

type Row = readonly (string | null)[];

/** The tables of tsdbt's own that a database has. */
export async function stateTables(
  runtime: Runtime,
  database: string | null,
  session: Session,
): Promise<ReadonlySet<string>> {
  const names = await callStandard(runtime, 'tsdbt_state_tables', { positional: [database] }, session);
  return new Set(listOf(names).map(str));
}

/** Makes one of these tables where it is missing; false where nothing is to be remembered. Rejects where it may not be written to. */
export async function needStateTable(
  runtime: Runtime,
  database: string | null,
  table: StateTable,
  session: Session,
): Promise<boolean> {
  const schema = await callStandard(runtime, 'tsdbt_state_schema', {}, session);
  if (schema === null) return false;
  if (!(await stateTables(runtime, database, session)).has(table)) {
    const create = async (): Promise<void> => {
      await call(runtime, 'tsdbt_create_state', [database, table], session);
      await commit(runtime, session);
    };
    // Another run may make it at the same moment: then it is there the second time.
    await create().catch(async () => {
      await rollback(runtime, session);
      await create();
    });
  }
  await call(runtime, 'tsdbt_try_state', [database, table], session);
  await commit(runtime, session);
  return true;
}

/** What stands in some schemas of a database. */
export async function relationMarks(
  runtime: Runtime,
  database: string | null,
  schemas: readonly string[],
  session: Session,
): Promise<readonly MarkedRelation[]> {
  const rows = await call(runtime, 'tsdbt_relation_marks', [database, schemas], session);
  return rows.map(([schema, name, type, mark]) => ({
    schema: schema ?? '',
    name: name ?? '',
    type: type ?? '',
    mark: mark ?? null,
  }));
}

/** What was made for this owner in a database; the table must be there. */
export async function rememberedRelations(
  runtime: Runtime,
  database: string | null,
  { project, target, targetSchema }: StateOwner,
  session: Session,
): Promise<readonly MadeRelation[]> {
  const rows = await call(runtime, 'tsdbt_remembered', [database, project, target, targetSchema], session);
  return rows.map(([schema, name, type, mark, node, madeAt]) => ({
    schema: schema ?? '',
    name: name ?? '',
    type: type ?? '',
    mark: mark ?? null,
    node: node ?? '',
    madeAt: madeAt ?? '',
  }));
}

/** Remembers relations, in the place of what was remembered under their names. */
export async function rememberRelations(
  runtime: Runtime,
  database: string | null,
  { project, target, targetSchema }: StateOwner,
  made: readonly MadeRelation[],
  session: Session,
): Promise<void> {
  const rows = made.map(
    ({ schema, name, type, mark, node, madeAt }): Row => [
      project,
      target,
      targetSchema,
      schema,
      name,
      type,
      mark,
      node,
      runtime.invocationId,
      madeAt,
    ],
  );
  await call(runtime, 'tsdbt_remember', [database, rows], session);
}

/** Forgets relations that are no more. */
export async function forgetRelations(
  runtime: Runtime,
  database: string | null,
  gone: readonly MarkedRelation[],
  session: Session,
): Promise<void> {
  await call(
    runtime,
    'tsdbt_forget',
    [database, gone.map(({ schema, name }): Row => [schema, name])],
    session,
  );
}

/** Drops a relation, and nothing that stands on it. Rejects with TD501 when something does. */
export async function dropOrphan(
  runtime: Runtime,
  {
    database,
    schema,
    name,
    type,
  }: Pick<MarkedRelation, 'schema' | 'name' | 'type'> & { readonly database: string | null },
  session: Session,
): Promise<void> {
  const relation = projectRelation(runtime, { database, schema, identifier: name });
  const value = relationValue(relation.incorporate({ type: relationType(type) }));
  await call(runtime, 'tsdbt_drop_orphan', [value], session);
  await commit(runtime, session);
}

const relationType = (type: string): 'table' | 'view' | 'materialized_view' =>
  type === 'view' || type === 'materialized_view' ? type : 'table';

/** The statement with which the transaction of a node says that it was committed. */
export async function commitMarkSql(
  runtime: Runtime,
  database: string | null,
  node: string,
  session: Session,
): Promise<string> {
  const args = { positional: [database, runtime.invocationId, node] };
  return str(await callStandard(runtime, 'tsdbt_mark_commit_sql', args, session));
}

/** Which nodes of a run said that they were committed; the table must be there. */
export async function committedNodes(
  runtime: Runtime,
  database: string | null,
  invocationId: string,
  session: Session,
): Promise<readonly string[]> {
  const rows = await call(runtime, 'tsdbt_committed', [database, invocationId], session);
  return rows.map(([node]) => node ?? '');
}

/** Forgets which nodes of a run were committed. */
export async function clearCommits(
  runtime: Runtime,
  database: string | null,
  invocationId: string,
  session: Session,
): Promise<void> {
  await call(runtime, 'tsdbt_clear_commits', [database, invocationId], session);
}

async function call(
  runtime: Runtime,
  macro: string,
  positional: readonly unknown[],
  session: Session,
): Promise<readonly Row[]> {
  const rows = await callStandard(runtime, macro, { positional }, session);
  if (rows === null || typeof rows === 'string') return [];
  return listOf(rows).map((row) => listOf(row).map((cell) => (cell === null ? null : str(cell))));
}

/** A lock that another run has. */
export interface TakenLock {
  readonly relation: string;
  /** `ana@host, tsdbt build`. */
  readonly holder: string;
  readonly since: string;
}

/** The session holds the run's own lock until it ends: rows of `locks` count that long. */
export async function holdRun(runtime: Runtime, session: Session): Promise<void> {
  await call(runtime, 'tsdbt_hold_run', [runtime.invocationId], session);
}

/** Locks that a run wants to have. */
export interface WantedLocks {
  readonly holder: string;
  /** For the others: since when they are held. */
  readonly since: string;
  readonly relations: readonly string[];
}

/** Takes locks for relations, all or none; resolves with those that other runs have. The table must be there. */
export async function takeLocks(
  runtime: Runtime,
  { holder, since, relations }: WantedLocks,
  session: Session,
): Promise<readonly TakenLock[]> {
  const { target, invocationId } = runtime;
  const args = [target.database, invocationId, holder, since, relations];
  const rows = await call(runtime, 'tsdbt_take_locks', args, session);
  return rows.map(([relation, by, since]) => ({
    relation: relation ?? '',
    holder: by ?? '',
    since: since ?? '',
  }));
}

/** Gives the locks of this run back. */
export async function giveLocksBack(runtime: Runtime, session: Session): Promise<void> {
  await call(runtime, 'tsdbt_give_locks_back', [runtime.target.database, runtime.invocationId], session);
  await commit(runtime, session);
}
