import { join } from 'node:path';
import type { NodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { graphNodes, type Manifest } from '../manifest/index.ts';
import type { CatalogRows } from '../run/index.ts';
import { catalogTables, tableKey } from './catalog-tables.ts';
import { type ArtifactContext, artifactMetadata } from './context.ts';
import { jsonParts } from './json-text.ts';
import { writeFileAtomic } from './write.ts';

/** What a catalog is made of. */
export interface CatalogInput {
  readonly rows: CatalogRows;
  /** What went wrong while reading them. */
  readonly errors?: readonly string[];
  /** Only these nodes and sources; all when left out. */
  readonly selected?: ReadonlySet<NodeId>;
}

/** Writes target/catalog.json, version 1: the relations that belong to a node or source. Rejects with TD701 or TD702. */
export async function writeCatalog(
  context: ArtifactContext,
  manifest: Manifest,
  input: CatalogInput,
): Promise<void> {
  const document = catalogJson(context, manifest, input);
  await writeFileAtomic(join(context.targetPath, 'catalog.json'), jsonParts(document));
}

/** The same as a value. */
export function catalogJson(
  context: ArtifactContext,
  manifest: Manifest,
  { rows, errors = [], selected }: CatalogInput,
): JsonObject {
  const tables = catalogTables(rows);
  const nodes: { [id: string]: JsonObject } = {};
  const sources: { [id: string]: JsonObject } = {};
  for (const node of graphNodes(manifest)) {
    if (selected?.has(node.unique_id) === false) continue;
    const key = keyOf(node);
    const table = key === null ? undefined : tables.get(key);
    if (table === undefined) continue;
    const into = node.resource_type === 'source' ? sources : nodes;
    into[node.unique_id] = { ...table, unique_id: node.unique_id };
  }
  return {
    metadata: artifactMetadata(context, 'catalog', 1),
    nodes,
    sources,
    errors: errors.length > 0 ? [...errors] : null,
  };
}

type AnyNode = ReturnType<typeof graphNodes> extends Generator<infer Node> ? Node : never;

function keyOf(node: AnyNode): string | null {
  switch (node.resource_type) {
    case 'source':
      return tableKey(node.database, node.schema, node.identifier);
    case 'model':
    case 'seed':
    case 'snapshot':
      return tableKey(node.database, node.schema, node.alias);
    case 'test':
      // Only tests that keep their failing rows have a relation.
      return node.relation_name === null ? null : tableKey(node.database, node.schema, node.alias);
    default:
      return null;
  }
}
