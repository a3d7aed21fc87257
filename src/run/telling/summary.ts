import type { Runtime, World } from '../../compile/index.ts';
import type { NodeSummary } from '../../core/events.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import {
  type GraphNode,
  type ManifestNode,
  sqlPath,
  unitTestPath,
  versionedName,
} from '../../manifest/index.ts';
import { inBatches } from '../batches/which.ts';

/** What sinks need to know of a node; `description` is dbt's: `sql view model main.stg_users`. */
export function summaryOf(world: Runtime, node: GraphNode): NodeSummary {
  return {
    id: node.unique_id,
    name: node.name,
    resourceType: node.resource_type,
    path: node.path,
    file: node.original_file_path,
    sqlPath: sqlPathOf(node),
    checksum: checksumOf(node),
    materialized: typeof node.config?.materialized === 'string' ? node.config.materialized : '',
    description: describe(world, node),
    relation: relationNames(node),
    meta: metaOf(node),
    group: groupOf(world, node),
  };
}

const textOf = (value: Json): string =>
  Array.isArray(value) ? `[${value.map((one) => `'${one}'`).join(', ')}]` : String(value);

/** The group with its owner; lists, as of several addresses, as texts: dbt's log has nothing else there. */
function groupOf({ manifest }: Runtime, node: GraphNode): JsonObject | null {
  if (!('group' in node) || typeof node.group !== 'string') return null;
  const found = [...manifest.groups.values()].find(({ name }) => name === node.group);
  if (found === undefined) return null;
  const owner = Object.entries(found.owner).flatMap(([key, value]) =>
    value === null ? [] : [[key, textOf(value)]],
  );
  return { name: found.name, package_name: found.package_name, owner: Object.fromEntries(owner) };
}

function sqlPathOf(node: GraphNode): string | null {
  if (node.resource_type === 'unit_test') return sqlPath({ ...node, path: unitTestPath(node) });
  return isManifestNode(node) && node.resource_type !== 'seed' ? sqlPath(node) : null;
}

function checksumOf(node: GraphNode): string {
  return isManifestNode(node) ? node.checksum.checksum : '';
}

const isManifestNode = (node: GraphNode): node is ManifestNode => 'raw_code' in node;

function describe(world: Runtime, node: GraphNode): string {
  switch (node.resource_type) {
    case 'model':
      return `${node.language} ${inBatches(world, node) ? 'microbatch' : (node.config.materialized ?? '')} model ${shownName(world, node)}`;
    case 'seed':
      return `seed file ${shownName(world, node)}`;
    case 'snapshot':
      return `snapshot ${shownName(world, node)}`;
    case 'function':
      return `function ${shownName(world, node)}`;
    case 'source':
      return `freshness of ${node.source_name}.${node.name}`;
    case 'unit_test':
      return `unit_test ${node.model}::${versionedName(node)}`;
    default:
      return `${node.resource_type} ${node.name}`;
  }
}

/** How a node's relation is shown: without quotes; the database only where it is not the target's own. */
export function shownName(
  world: World,
  node: { database: string | null; schema: string; alias: string },
): string {
  const own = node.database === null || node.database === world.target.database;
  return [...(own ? [] : [node.database]), node.schema, node.alias].join('.');
}

function relationNames(node: GraphNode): NodeSummary['relation'] {
  if (node.resource_type === 'source') {
    return {
      database: node.database ?? '',
      schema: node.schema,
      alias: node.identifier,
      name: node.relation_name ?? '',
    };
  }
  if (!('alias' in node) || !('relation_name' in node)) return null;
  return {
    database: typeof node.database === 'string' ? node.database : '',
    schema: typeof node.schema === 'string' ? node.schema : '',
    alias: typeof node.alias === 'string' ? node.alias : '',
    name: typeof node.relation_name === 'string' ? node.relation_name : '',
  };
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function metaOf(node: GraphNode): JsonObject {
  const meta = node.config?.meta;
  return isObject(meta) ? meta : {};
}
