import type { Diagnostic } from '../core/diagnostic.ts';
import type { NodeId } from '../core/ids.ts';
import type { Json } from '../core/json.ts';
import { findNode, type GraphNode, graphNodes, type Manifest } from '../manifest/index.ts';
import type { Dag } from './dag.ts';
import { admitWaiting, type Reach, withTests } from './indirect.ts';
import { type Matching, matchNodes } from './methods.ts';
import type { SavedState, StateRules } from './saved-state.ts';
import { specOf } from './selector.ts';
import type { Combination, Criterion, IndirectSelection, Spec } from './spec.ts';
import { defaultSelector, namedSelector } from './yaml-selectors.ts';

/** What the user said. */
export interface SelectionOptions {
  readonly select: readonly string[];
  readonly exclude: readonly string[];
  /** --selector. */
  readonly selector?: string | undefined;
  /** selectors.yml as read; null when there is none. */
  readonly selectors: { readonly path: string; readonly content: Json } | null;
  readonly indirect: IndirectSelection;
  /** Only these kinds of resources remain. */
  readonly resourceTypes?: readonly string[] | undefined;
  readonly excludeResourceTypes?: readonly string[] | undefined;
  /** Keep nodes whose file holds nothing (`ls` does not). */
  readonly includeEmpty?: boolean;
  /** What `state:`, `result:` and `source_status:` compare with. */
  readonly state?: SavedState | undefined;
  readonly rules?: StateRules;
}

/** What came of it. */
export interface Selection {
  readonly ids: ReadonlySet<NodeId>;
  /** TD403: criteria that match nothing; TD406 to TD408 of comparing with a state. */
  readonly diagnostics: readonly Diagnostic[];
  /** The selector that applied because it is marked `default: true`. */
  readonly usedDefault: string | null;
}

/** The ids that are selected. Throws TD402, TD404, TD405, TD408 or TD704. */
export function select(dag: Dag, manifest: Manifest, options: SelectionOptions): Selection {
  const { spec, usedDefault } = chosenSpec(options);
  const nodes = [...graphNodes(manifest)].filter((node) => node.config?.enabled !== false);
  const diagnostics: Diagnostic[] = [];
  const search: Search = {
    dag,
    manifest,
    nodes,
    state: options.state,
    rules: options.rules ?? STRICT,
    report: (diagnostic) => diagnostics.push(diagnostic),
  };
  const { direct } = reach(search, spec);
  const ids = new Set([...direct].filter((id) => remains(findNode(manifest, id), options)));
  return { ids, diagnostics, usedDefault };
}

function chosenSpec(options: SelectionOptions): { spec: Spec; usedDefault: string | null } {
  const { select: words, exclude, selector, selectors, indirect } = options;
  if (selector !== undefined)
    return { spec: namedSelector(selectors, selector, indirect), usedDefault: null };
  const fallback = words.length + exclude.length === 0 ? defaultSelector(selectors) : null;
  if (fallback !== null) return { spec: namedSelector(selectors, fallback, indirect), usedDefault: fallback };
  return { spec: specOf(words, exclude, indirect), usedDefault: null };
}

interface Search extends Matching {
  readonly dag: Dag;
}

/** Every constraint counts as enforced where nobody says otherwise. */
const STRICT: StateRules = { moreUnrendered: false, standardPackages: new Set(), enforces: () => true };

function reach(search: Search, spec: Spec): Reach {
  return spec.kind === 'criterion' ? criterionReach(search, spec) : combinationReach(search, spec);
}

function criterionReach(search: Search, criterion: Criterion): Reach {
  const { dag, manifest } = search;
  const named = matchNodes(criterion, search);
  const selected = new Set(named);
  const add = (ids: Iterable<NodeId>): void => {
    for (const id of ids) selected.add(id);
  };
  if (criterion.childrensParents) {
    const family = new Set([...named, ...dag.descendants(named)]);
    add(family);
    add(dag.ancestors(family));
  }
  if (criterion.parents !== null) add(dag.ancestors(named, criterion.parents));
  if (criterion.children !== null) add(dag.descendants(named, criterion.children));
  return withTests(dag, manifest, selected, criterion.indirect);
}

function combinationReach(search: Search, spec: Combination): Reach {
  const reaches = spec.parts.map((part) => reach(search, part));
  const direct = combine(
    spec.kind,
    reaches.map((r) => r.direct),
  );
  const all = combine(
    spec.kind,
    reaches.map((r) => new Set([...r.direct, ...r.waiting])),
  );
  const admitted = admitWaiting(search.dag, search.manifest, direct, all, spec.indirect);
  if (spec.expected !== undefined && admitted.size === 0) search.report(nothingMatches(spec.expected));
  return { direct: admitted, waiting: new Set([...all].filter((id) => !admitted.has(id))) };
}

function combine(kind: Combination['kind'], sets: readonly ReadonlySet<NodeId>[]): Set<NodeId> {
  const [first, ...others] = sets;
  if (first === undefined) return new Set();
  if (kind === 'union') return new Set(sets.flatMap((set) => [...set]));
  const wanted = kind === 'intersection';
  return new Set([...first].filter((id) => others.every((other) => other.has(id) === wanted)));
}

const nothingMatches = (raw: string): Diagnostic => ({
  code: 'TD403',
  message: `The selection criterion '${raw}' does not match any enabled nodes`,
  help: 'see what there is with: tsdbt ls',
});

function remains(node: GraphNode | undefined, options: SelectionOptions): boolean {
  if (node === undefined) return false;
  const { resourceTypes, excludeResourceTypes, includeEmpty } = options;
  if (resourceTypes && !resourceTypes.includes(node.resource_type)) return false;
  if (excludeResourceTypes?.includes(node.resource_type)) return false;
  return includeEmpty === true || !isEmpty(node);
}

const isEmpty = (node: GraphNode): boolean =>
  'raw_code' in node &&
  node.resource_type !== 'seed' &&
  typeof node.raw_code === 'string' &&
  node.raw_code.trim() === '';
