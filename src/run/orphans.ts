import {
  dropOrphan,
  forgetRelations,
  type MadeRelation,
  type Runtime,
  relationMarks,
  rememberedRelations,
  type Session,
  stateTables,
} from '../compile/index.ts';
import { type Diagnostic, TsdbtError } from '../core/diagnostic.ts';
import { indexed, ownerOf } from './made.ts';

/** A relation that tsdbt made and that no node of the project makes any more. */
export interface Orphan extends MadeRelation {
  readonly database: string | null;
  /** there: still what tsdbt made; changed: something else stands under its name now; gone: nothing does. */
  readonly state: 'there' | 'changed' | 'gone';
}

/** Looks for relations that were made for this project and target, and that it no longer has. */
export async function findOrphans(runtime: Runtime, session: Session): Promise<readonly Orphan[]> {
  const orphans: Orphan[] = [];
  for (const database of databasesOf(runtime)) {
    if (!(await stateTables(runtime, database, session)).has('relations')) continue;
    const remembered = await rememberedRelations(runtime, database, ownerOf(runtime), session);
    const has = namesIn(runtime, database);
    const left = remembered.filter(({ schema, name }) => !has(schema, name));
    const schemas = [...new Set(left.map(({ schema }) => schema))];
    const marks = schemas.length === 0 ? [] : await relationMarks(runtime, database, schemas, session);
    const there = indexed(marks, runtime.adapter.identifiers.same);
    for (const one of left)
      orphans.push({ ...one, database, state: stateOf(one, there(one.schema, one.name)) });
  }
  return orphans.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

const nameOf = ({ database, schema, name }: Orphan): string => `${database ?? ''}.${schema}.${name}`;

type Marked = Pick<MadeRelation, 'type' | 'mark'>;

function stateOf({ type, mark }: Marked, now: Marked | undefined): Orphan['state'] {
  if (now === undefined) return 'gone';
  return now.type === type && now.mark === mark ? 'there' : 'changed';
}

function databasesOf({ manifest, target }: Runtime): ReadonlySet<string | null> {
  const own = Array.from(manifest.nodes.values(), ({ database }) => database);
  return new Set([target.database, ...own]);
}

/** Whether a node of the project has this name: also tests, which may keep their rows, and models that are not built now. */
function namesIn(
  { manifest, adapter }: Runtime,
  database: string | null,
): (schema: string, name: string) => boolean {
  const own = Array.from(manifest.nodes.values()).filter((node) => node.database === database);
  const names = own.map(({ schema, alias }) => ({ schema, name: alias, type: '', mark: null }));
  const find = indexed(names, adapter.identifiers.same);
  return (schema, name) => find(schema, name) !== undefined;
}

/** What became of orphans that were to be dropped. */
export interface Dropped {
  readonly dropped: readonly Orphan[];
  /** Of those that could not be dropped. */
  readonly problems: readonly Diagnostic[];
}

/**
 * Drops orphans that are still what tsdbt made, and forgets those that are gone. Nothing is dropped with them: one that
 * something stands on stays, unless that is dropped as well.
 */
export async function dropOrphans(
  orphans: readonly Orphan[],
  runtime: Runtime,
  session: Session,
): Promise<Dropped> {
  const dropped: Orphan[] = [];
  let left = orphans.filter(({ state }) => state === 'there');
  let problems: Diagnostic[] = [];
  for (let before = -1; left.length > 0 && left.length !== before; ) {
    before = left.length;
    problems = [];
    const stays: Orphan[] = [];
    for (const one of left) {
      const problem = await tryDrop(one, runtime, session);
      if (problem === undefined) dropped.push(one);
      else {
        stays.push(one);
        problems.push(problem);
      }
    }
    left = stays;
  }
  const gone = orphans.filter(({ state }) => state === 'gone');
  for (const database of new Set([...dropped, ...gone].map((one) => one.database))) {
    const forgotten = [...dropped, ...gone].filter((one) => one.database === database);
    await forgetRelations(runtime, database, forgotten, session);
  }
  return { dropped, problems };
}

async function tryDrop(orphan: Orphan, runtime: Runtime, session: Session): Promise<Diagnostic | undefined> {
  const { database, schema, name, type } = orphan;
  try {
    await dropOrphan(runtime, { database, schema, name, type }, session);
    return undefined;
  } catch (error) {
    if (!(error instanceof TsdbtError)) throw error;
    const message = `${schema}.${name} cannot be dropped: ${error.first.message}`;
    return { code: 'TD515', message, help: 'drop what stands on it first, or leave it' };
  }
}
