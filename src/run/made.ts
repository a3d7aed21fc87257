import {
  type MadeRelation,
  type MarkedRelation,
  needStateTable,
  type Runtime,
  relationMarks,
  rememberedRelations,
  rememberRelations,
  type Session,
  type StateOwner,
  stateTables,
} from '../compile/index.ts';
import type { NodeId } from '../core/ids.ts';
import type { NodeResult } from '../core/result.ts';
import { findNode, type GraphNode } from '../manifest/index.ts';
import { storesFailures } from './tasks/store-failures.ts';

/** Relations that a run made in one database: where they are, and for which node. */
interface InDatabase {
  readonly database: string | null;
  readonly made: readonly { readonly schema: string; readonly name: string; readonly node: string }[];
}

/** Whose relations a run makes. */
export const ownerOf = ({ projectName, target }: Runtime): StateOwner => ({
  project: projectName,
  target: String(target.name),
  targetSchema: target.schema,
});

/**
 * Remembers in the warehouse what a run made, so that it is known later what tsdbt may drop: `also` names nodes that an earlier
 * run made and was killed before it could say so. A warehouse in which nothing can be kept is left alone, with a
 * line in the log.
 */
export async function rememberMade(
  runtime: Runtime,
  results: readonly NodeResult[],
  also: readonly NodeId[],
  session: Session,
): Promise<void> {
  const ids = [...results.filter(hasMade).map(({ id }) => id), ...also];
  for (const one of byDatabase(runtime, ids)) {
    try {
      await rememberIn(runtime, one, session);
    } catch (error) {
      if (session.connection.inTransaction) await session.connection.rollback().catch(() => undefined);
      const reason = error instanceof Error ? error.message : String(error);
      const message = `what was made in ${one.database ?? 'the database'} cannot be remembered there: ${reason}`;
      runtime.emit({ type: 'note', level: 'debug', message });
    }
  }
}

const MADE: ReadonlySet<string> = new Set(['success', 'partial success', 'pass', 'warn', 'fail']);

const hasMade = ({ status }: NodeResult): boolean => MADE.has(status);

function byDatabase(runtime: Runtime, ids: readonly NodeId[]): readonly InDatabase[] {
  const found = new Map<string | null, InDatabase['made'][number][]>();
  for (const id of ids) {
    const node = findNode(runtime.manifest, id);
    if (node === undefined || !makesRelation(node, runtime)) continue;
    const list = found.get(node.database) ?? [];
    found.set(node.database, list);
    list.push({ schema: node.schema, name: node.alias, node: id });
  }
  return Array.from(found, ([database, made]) => ({ database, made }));
}

type Relational = Extract<GraphNode, { alias: string }>;

/** True for a node that stands in the warehouse as a relation of its own. */
export function makesRelation(node: GraphNode, runtime: Runtime): node is Relational {
  switch (node.resource_type) {
    case 'model':
    case 'snapshot':
      return node.config.materialized !== 'ephemeral';
    case 'seed':
      return true;
    case 'test':
      return storesFailures(node, runtime);
    default:
      return false;
  }
}

async function rememberIn(runtime: Runtime, { database, made }: InDatabase, session: Session): Promise<void> {
  const { same } = runtime.adapter.identifiers;
  const owner = ownerOf(runtime);
  const schemas = [...new Set(made.map(({ schema }) => schema))];
  const there = indexed(await relationMarks(runtime, database, schemas, session), same);
  const tables = await stateTables(runtime, database, session);
  const known = tables.has('relations') ? await rememberedRelations(runtime, database, owner, session) : [];
  const remembered = indexed(known, same);
  const madeAt = new Date().toISOString();
  const news = made.flatMap(({ schema, name, node }): MadeRelation[] => {
    const found = there(schema, name);
    const before = remembered(schema, name);
    if (found === undefined || (before?.mark === found.mark && before.type === found.type)) return [];
    return [{ ...found, schema, name, node, madeAt: before?.madeAt ?? madeAt }];
  });
  if (news.length > 0 && (await needStateTable(runtime, database, 'relations', session)))
    await rememberRelations(runtime, database, owner, news, session);
}

/** Finds relations by schema and name, as the warehouse compares them. */
export function indexed<T extends MarkedRelation>(
  relations: readonly T[],
  same: (a: string, b: string) => boolean,
): (schema: string, name: string) => T | undefined {
  const fold = same('a', 'A') ? (text: string) => text.toLowerCase() : (text: string) => text;
  const key = (schema: string, name: string): string => JSON.stringify([fold(schema), fold(name)]);
  const all = new Map(relations.map((one) => [key(one.schema, one.name), one]));
  return (schema, name) => all.get(key(schema, name));
}
