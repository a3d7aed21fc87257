import { type Diagnostic, failure } from '../../core/diagnostic.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ModelNode } from '../../manifest/index.ts';

/** What a contract needs of the properties that describe its model; TD206. Without properties it fails when the model runs. */
export function checkContract(node: ModelNode): void {
  if (!node.contract.enforced || node.patch_path === null) return;
  const problems = [
    ...(Object.keys(node.columns).length === 0
      ? ['Constraints must be defined in a `yml` schema configuration file like `schema.yml`.']
      : []),
    ...(node.language === 'sql' ? [] : [`Language Error: Expected 'sql' but found '${node.language}'`]),
  ];
  if (problems.length === 0) return;
  const message = `Contract enforcement failed for: (${node.original_file_path})\n${problems.join('\n')}`;
  throw failure('TD206', message, { help: 'describe the columns of the model with name and data_type' });
}

const ENFORCING: ReadonlySet<unknown> = new Set(['table', 'incremental']);

/** TD233 where constraints are written for a model that is nothing which could enforce them. */
export function unenforced(node: ModelNode): Pick<Diagnostic, 'code' | 'message' | 'help'> | null {
  const { materialized } = node.config;
  const isLoud = ({ warn_unsupported }: JsonObject): boolean => warn_unsupported !== false;
  const all = [...Object.values(node.columns).flatMap((column) => column.constraints), ...node.constraints];
  if (!node.contract.enforced || ENFORCING.has(materialized) || !all.some(isLoud)) return null;
  return {
    code: 'TD233',
    message: `Constraint types are not supported for ${materialized} materializations and will be ignored`,
    help: "set 'warn_unsupported: false' on this constraint to ignore this warning",
  };
}
