import type { NodeId } from '../core/ids.ts';
import { findNode, type GraphNode, type Manifest } from '../manifest/index.ts';
import { dependenciesOf } from './build.ts';
import type { Dag } from './dag.ts';
import type { IndirectSelection } from './spec.ts';

/** Nodes that are selected, and tests that would be if more of what they stand on were. */
export interface Reach {
  readonly direct: ReadonlySet<NodeId>;
  readonly waiting: ReadonlySet<NodeId>;
}

/** Adds the tests that stand on selected nodes, as the mode says; those that miss a parent wait. */
export function withTests(
  dag: Dag,
  manifest: Manifest,
  selected: ReadonlySet<NodeId>,
  mode: IndirectSelection,
): Reach {
  if (mode === 'empty') return { direct: selected, waiting: new Set() };
  const direct = new Set(selected);
  const waiting = new Set<NodeId>();
  const enough = mode === 'buildable' ? withParents(dag, manifest, selected) : selected;
  for (const id of selected) {
    for (const child of dag.children(id)) {
      const node = findNode(manifest, child);
      if (node === undefined || !isTest(node) || direct.has(child)) continue;
      if (mode === 'eager' || isSubset(dependenciesOf(node), enough)) direct.add(child);
      else waiting.add(child);
    }
  }
  return { direct, waiting };
}

/** After criteria were combined: takes in the tests that waited and now have all they stand on. */
export function admitWaiting(
  dag: Dag,
  manifest: Manifest,
  direct: ReadonlySet<NodeId>,
  candidates: ReadonlySet<NodeId>,
  mode: IndirectSelection,
): ReadonlySet<NodeId> {
  if (mode !== 'cautious' && mode !== 'buildable') return direct;
  const selected = new Set(direct);
  const enough = mode === 'buildable' ? new Set([...direct, ...dag.ancestors(direct)]) : selected;
  for (const id of candidates) {
    const node = manifest.nodes.get(id);
    if (node !== undefined && isSubset(dependenciesOf(node), enough)) selected.add(id);
  }
  return selected;
}

const isTest = (node: GraphNode): boolean =>
  node.resource_type === 'test' || node.resource_type === 'unit_test';

const isSubset = (ids: readonly NodeId[], of: ReadonlySet<NodeId>): boolean => ids.every((id) => of.has(id));

const withParents = (dag: Dag, manifest: Manifest, ids: ReadonlySet<NodeId>): ReadonlySet<NodeId> =>
  new Set([...ids, ...dag.ancestors(ids), ...manifest.sources.keys()]);
