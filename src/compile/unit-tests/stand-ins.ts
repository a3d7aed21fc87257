import { Relation } from '../../adapter/index.ts';
import type { NodeId } from '../../core/ids.ts';
import type { ManifestNode } from '../../manifest/index.ts';
import type { Overrides, Runtime, Session } from '../../scope/index.ts';
import type { Template } from '../../template/index.ts';
import { renderAtRunTime, templateOf } from '../render.ts';
import type { Parent } from './scene.ts';

/** A CTE that stands for an input of a model. */
export interface StandIn {
  readonly parent: Parent;
  /** Of the CTE. */
  readonly relation: Relation;
}

/** A text whose refs and sources lead to CTEs, and the stand-ins that it met, in order. */
export interface Rendering {
  readonly text: string;
  readonly template: Template;
  readonly used: readonly StandIn[];
}

/** The names of CTEs for inputs, each once: dbt's, `__dbt__cte__a` and `__dbt__cte__source__table`. */
export function cteNames(): (parent: Parent) => Relation {
  const taken = new Set<string>();
  return (parent) => {
    const wanted = parent.resource_type === 'source' ? `${parent.source_name}__${parent.name}` : parent.alias;
    let name = wanted;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${wanted}_${n}`;
    taken.add(name.toLowerCase());
    return Relation.ephemeral(name);
  };
}

/** Renders a node with CTEs in place of its inputs: `find` says which, and null refuses a ref. Rejects with TsdbtError. */
export async function renderWith(
  runtime: Runtime,
  session: Session,
  node: ManifestNode,
  find: (id: NodeId) => StandIn | null,
  overrides?: Overrides,
): Promise<Rendering> {
  const used = new Map<NodeId, StandIn>();
  const standIn = (id: NodeId): Relation | null => {
    const found = find(id);
    if (found) used.set(id, found);
    return found?.relation ?? null;
  };
  const template = templateOf(runtime, node);
  const { package_name: packageName } = node;
  const { text } = await renderAtRunTime(runtime, {
    template,
    node,
    packageName,
    session,
    overrides,
    standIn,
  });
  return { text, template, used: [...used.values()] };
}
