import type { ManifestNode } from '../manifest/index.ts';
import type { Scope, Value } from '../template/index.ts';
import type { Runtime, Session } from './world.ts';

/** Names and values given from outside; they hide everything else. */
export type Extra = ReadonlyMap<string, Value>;

/** What a node's template, its materialization and its hooks see: execute is true. */
export function nodeScope(runtime: Runtime, node: ManifestNode, session: Session, extra?: Extra): Scope {
  throw new Error(`not yet ${runtime.projectName} ${node.name} ${session.name} ${extra?.size}`);
}

/** What operations, on-run hooks and metadata macros see. */
export function operationScope(
  runtime: Runtime,
  packageName: string,
  session: Session,
  extra?: Extra,
): Scope {
  throw new Error(`not yet ${runtime.projectName} ${packageName} ${session.name} ${extra?.size}`);
}
