import type { NodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { givenInput } from './given-input.ts';
import type { Manifest } from './manifest.ts';
import type { ColumnInfo, ModelNode } from './nodes.ts';

/** Relations of parents that stand elsewhere, with --defer. */
type Deferred = ReadonlyMap<NodeId, string>;

/** The constraints of a compiled model: a foreign key's `to: ref('x')` is the name of the relation by then. */
export function compiledConstraints(
  manifest: Manifest,
  node: ModelNode,
  deferred: Deferred = new Map(),
): Pick<ModelNode, 'constraints' | 'columns'> {
  const named = (constraint: JsonObject): JsonObject => withRelation(manifest, node, constraint, deferred);
  const column = (one: ColumnInfo): ColumnInfo =>
    one.constraints.some(isKey) ? { ...one, constraints: one.constraints.map(named) } : one;
  const columns = Object.entries(node.columns).map(([name, one]) => [name, column(one)] as const);
  return { constraints: node.constraints.map(named), columns: Object.fromEntries(columns) };
}

const isKey = ({ type, to }: JsonObject): boolean => type === 'foreign_key' && typeof to === 'string';

/** Whether a model has a foreign key that names a ref or a source. */
export const hasForeignKeys = (node: ModelNode): boolean =>
  node.constraints.some(isKey) || Object.values(node.columns).some((one) => one.constraints.some(isKey));

function withRelation(
  manifest: Manifest,
  node: ModelNode,
  constraint: JsonObject,
  deferred: Deferred,
): JsonObject {
  if (!isKey(constraint)) return constraint;
  const to = relationOf(manifest, node, String(constraint.to), deferred);
  return to === null ? constraint : { ...constraint, to };
}

/** The relation of the parent that a text names. */
function relationOf(manifest: Manifest, node: ModelNode, text: string, deferred: Deferred): string | null {
  const input = givenInput(text);
  for (const id of node.depends_on.nodes) {
    const parent = manifest.nodes.get(id);
    const source = manifest.sources.get(id);
    if (input.kind === 'ref' && parent?.name === input.ref.name)
      return deferred.get(id) ?? parent.relation_name;
    if (input.kind === 'source' && source?.source_name === input.source && source.name === input.table)
      return source.relation_name;
  }
  return null;
}
