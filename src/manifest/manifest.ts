import type { Span } from '../core/diagnostic.ts';
import type { MacroId, NodeId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type {
  DocNode,
  ExposureNode,
  GraphNode,
  GroupNode,
  MacroNode,
  ManifestNode,
  SourceNode,
} from './nodes.ts';
import type { MetricNode, SavedQueryNode, SemanticModelNode } from './semantic.ts';
import type { UnitTestNode } from './unit-test.ts';

/** All that is known of a project after parsing, but its code (scope's Code); never changed afterwards. */
export interface Manifest {
  readonly projectName: string;
  readonly adapterType: string;
  readonly quoting: JsonObject;
  /** Models, seeds, snapshots, tests, analyses, operations (hooks), functions. */
  readonly nodes: ReadonlyMap<NodeId, ManifestNode>;
  readonly sources: ReadonlyMap<NodeId, SourceNode>;
  readonly exposures: ReadonlyMap<NodeId, ExposureNode>;
  readonly metrics: ReadonlyMap<NodeId, MetricNode>;
  readonly semanticModels: ReadonlyMap<NodeId, SemanticModelNode>;
  readonly savedQueries: ReadonlyMap<NodeId, SavedQueryNode>;
  readonly unitTests: ReadonlyMap<NodeId, UnitTestNode>;
  readonly groups: ReadonlyMap<string, GroupNode>;
  readonly macros: ReadonlyMap<MacroId, MacroNode>;
  readonly docs: ReadonlyMap<string, DocNode>;
  /** Disabled resources by unique_id. */
  readonly disabled: ReadonlyMap<NodeId, readonly GraphNode[]>;
  /** Tests of something that is missing or switched off: manifest.json lists them among the nodes, nothing selects or runs them. */
  readonly unresolved?: ReadonlyMap<NodeId, ManifestNode>;
  /** selectors.yml as written, for the artifact. */
  readonly selectors: { readonly [name: string]: Json };
  /** Where each resource stands (key: unique_id), and `unique_id#ref:name` where it refs. */
  readonly places: Pick<ReadonlyMap<string, Span>, 'get'>;
  /** Which macro a name means, from where. */
  readonly macroIndex: MacroIndex;
}

/** Looks macros up as dbt does. Package '' stands for the root project. */
export interface MacroIndex {
  /** A bare name seen from a package: its own package, then the root project, then any package's global, then tsdbt's standard library. */
  find(name: string, fromPackage: string): MacroId | undefined;
  /** A name that the text of a macro or of a test mentions: its own package, the root project, any package (the last one), the standard library. */
  mentioned(name: string, fromPackage: string): MacroId | undefined;
  /** `package.name`, exactly; for `dbt` the root's overrides do not count. */
  findIn(packageName: string, name: string): MacroId | undefined;
  /** Whether a name means a package (`dbt_utils` in `dbt_utils.star`). */
  isPackage(name: string): boolean;
  /**
   * `adapter.dispatch(name, namespace)`: tries `<prefix>__name` for each prefix (adapter, its parents, default) over the
   * search order of the namespace (`dispatch:` of the project file, else root and the namespace, else everything).
   */
  dispatch(name: string, namespace: string | null, fromPackage: string): DispatchResult;
  /** The macro of a materialization: adapter-specific before default, root before packages before the standard library (packages only where allowed). */
  materialization(name: string): MacroId | undefined;
  /** All bare names visible, for "did you mean". */
  names(): Iterable<string>;
}

/** What dispatch found, or what it looked for. */
export type DispatchResult =
  | { readonly kind: 'found'; readonly id: MacroId }
  | { readonly kind: 'missing'; readonly searched: readonly string[] };

/** Every resource that stands in the graph and can be selected. */
export function* graphNodes(manifest: Manifest): Generator<GraphNode> {
  yield* manifest.nodes.values();
  yield* manifest.sources.values();
  yield* manifest.exposures.values();
  yield* manifest.metrics.values();
  yield* manifest.semanticModels.values();
  yield* manifest.savedQueries.values();
  yield* manifest.unitTests.values();
}

/** The resource with this unique_id, of any kind that stands in the graph. */
export function findNode(manifest: Manifest, id: NodeId): GraphNode | undefined {
  return (
    manifest.nodes.get(id) ??
    manifest.sources.get(id) ??
    manifest.exposures.get(id) ??
    manifest.unitTests.get(id) ??
    manifest.metrics.get(id) ??
    manifest.semanticModels.get(id) ??
    manifest.savedQueries.get(id)
  );
}
