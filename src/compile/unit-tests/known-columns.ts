import { TsdbtError } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import { findNode, type ManifestNode } from '../../manifest/index.ts';
import { injectCtes } from '../ephemeral.ts';
import { contractColumns, typedColumns } from './declared-columns.ts';
import { fixtureSql } from './fixture-sql.ts';
import { queryColumns } from './query-columns.ts';
import { relationColumns } from './relation-columns.ts';
import type { Parent, Scene, TypedColumn } from './scene.ts';
import { snapshotColumns } from './snapshot-columns.ts';
import { cteNames, renderWith, type StandIn } from './stand-ins.ts';

/** Finds out what columns inputs have; each is looked at once. */
export interface ColumnFinder {
  /** By the warehouse, a contract, the parent's own SQL or a seed's file, in this order; null when none of them knows. */
  find(parent: Parent): Promise<readonly TypedColumn[] | null>;
  /** By the parent's own SQL or file alone: newer than a relation that was built before it was changed. */
  byDefinition(parent: Parent): Promise<readonly TypedColumn[] | null>;
}

/** Makes the finder of one unit test. */
export function columnFinder(scene: Scene): ColumnFinder {
  const known = new Map<NodeId, Promise<readonly TypedColumn[] | null>>();
  const find = (parent: Parent): Promise<readonly TypedColumn[] | null> => {
    const found = known.get(parent.unique_id) ?? search(parent);
    known.set(parent.unique_id, found);
    return found;
  };
  const search = async (parent: Parent): Promise<readonly TypedColumn[] | null> =>
    (await relationColumns(scene.runtime, parent, scene.session)) ??
    contractColumns(parent) ??
    (await byDefinition(parent));
  const byDefinition = (parent: Parent): Promise<readonly TypedColumn[] | null> =>
    definedColumns(scene, parent, find);
  return { find, byDefinition };
}

async function definedColumns(
  scene: Scene,
  parent: Parent,
  find: ColumnFinder['find'],
): Promise<readonly TypedColumn[] | null> {
  switch (parent.resource_type) {
    case 'seed':
      return scene.seedColumns(parent);
    case 'model':
      return compiledColumns(scene, parent, find);
    case 'snapshot': {
      const columns = await compiledColumns(scene, parent, find);
      return columns && snapshotColumns(scene.runtime, parent, columns);
    }
    default:
      return null;
  }
}

/** Compiles a model on empty inputs and asks the warehouse what its query returns; null where that cannot be told. */
async function compiledColumns(
  scene: Scene,
  node: ManifestNode,
  find: ColumnFinder['find'],
): Promise<readonly TypedColumn[] | null> {
  const { runtime, session } = scene;
  const nameOf = cteNames();
  const standIn = (id: NodeId): StandIn | null => {
    const parent = findNode(runtime.manifest, id);
    return id !== node.unique_id && isParent(parent) ? { parent, relation: nameOf(parent) } : null;
  };
  try {
    const { text, used } = await renderWith(runtime, session, node, standIn);
    const ctes = [];
    for (const { parent, relation } of used) {
      const columns = (await find(parent)) ?? typedColumns(parent);
      if (columns === null) return null;
      const code = await fixtureSql(runtime, parent, [], columns, session);
      ctes.push({ id: parent.unique_id, name: relation.render(), code, place: () => undefined });
    }
    return await queryColumns(runtime, injectCtes(text, ctes, () => undefined).text, session);
  } catch (error) {
    if (error instanceof TsdbtError && error.first.code !== 'TD506') return null;
    throw error;
  }
}

/** Whether a resource has rows that others select from. */
export const isParent = (node: ReturnType<typeof findNode>): node is Parent =>
  node !== undefined && 'raw_code' in node ? true : node?.resource_type === 'source';
