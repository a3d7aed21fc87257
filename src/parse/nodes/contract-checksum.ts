import type { JsonObject } from '../../core/json.ts';
import type { ModelNode } from '../../manifest/index.ts';
import { pythonRepr, pythonStr } from '../context/data.ts';
import { sha256 } from '../files/node-files.ts';

/** dbt's fingerprint of an enforced contract: columns with types and constraints; null where none is enforced. */
export function contractChecksum(node: ModelNode): string | null {
  if (!node.contract.enforced) return null;
  const columns = Object.values(node.columns).toSorted((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
  );
  const parts = columns.map(
    (one) => `|${one.name}${pythonStr(one.data_type)}${listText('ColumnLevelConstraint', one.constraints)}`,
  );
  const enforces = ENFORCING.has(String(node.config.materialized));
  const model = enforces
    ? `${String(node.config.materialized)}${listText('ModelLevelConstraint', node.constraints)}`
    : '';
  return sha256(parts.join('') + model).checksum;
}

const ENFORCING: ReadonlySet<string> = new Set(['table', 'incremental']);

const listText = (name: string, constraints: readonly JsonObject[]): string =>
  `[${constraints.map((one) => constraintText(name, one)).join(', ')}]`;

function constraintText(name: string, constraint: JsonObject): string {
  const type = String(constraint.type);
  const fields = Object.entries(constraint).map(([key, value]) => {
    return key === 'type' ? `type=<ConstraintType.${type}: '${type}'>` : `${key}=${pythonRepr(value)}`;
  });
  return `${name}(${fields.join(', ')})`;
}
