/** What the page knows: made once from the artifacts, never changed. Views read nothing else. */

/** A column, as described and as found in the warehouse. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly meta: readonly Detail[];
  readonly constraints: readonly string[];
  /** Found in the warehouse; unknown (null) when the catalog says nothing of the relation. */
  readonly found: boolean | null;
}

/** A label and what is said under it. */
export interface Detail {
  readonly label: string;
  readonly value: string;
}

/** A text in a language: SQL before and after rendering, a macro's body. */
export interface Code {
  readonly label: string;
  readonly text: string;
}

/** Anything that has a page of its own. */
export interface Resource {
  readonly id: string;
  /** dbt's resource type: `model`, `source`, `macro` … */
  readonly kind: string;
  readonly name: string;
  /** With what tells it from its namesakes: `shop.orders` of a source, `orders v2` of a model. */
  readonly title: string;
  readonly package: string;
  readonly file: string;
  /** Folders between the resource path and the file. */
  readonly folders: readonly string[];
  readonly description: string;
  readonly tags: readonly string[];
  readonly columns: readonly Column[];
  readonly code: readonly Code[];
  readonly details: readonly Detail[];
  readonly stats: readonly Detail[];
  readonly meta: readonly Detail[];
  /** Where it lies in the warehouse; null for what lies nowhere. */
  readonly place: { readonly database: string; readonly schema: string; readonly name: string } | null;
  readonly materialized: string;
  /** `docs: {node_color}`, if it is a plain colour. */
  readonly color: string;
  /** False with `docs: {show: false}`: not in trees and lists. */
  readonly listed: boolean;
  /** Ids of what it stands on, macros apart. */
  readonly parents: readonly string[];
  readonly macros: readonly string[];
  /** For tests: what is tested. */
  readonly tested: { readonly id: string; readonly column: string } | null;
}

/** All of it. */
export interface Project {
  readonly name: string;
  readonly adapter: string;
  readonly version: string;
  readonly generatedAt: string;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Ids of what stands on it, macros' users too. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Tests by what they test. */
  readonly tests: ReadonlyMap<string, readonly Resource[]>;
  /** Markdown of the doc block `__overview__`; empty when the project has none. */
  readonly overview: string;
  /** Whether there is a catalog: types and stats of the warehouse. */
  readonly hasCatalog: boolean;
}

/** Kinds in the order in which they are listed; those that are part of the lineage graph first. */
export const KINDS: readonly { readonly kind: string; readonly plural: string; readonly inGraph: boolean }[] =
  [
    { kind: 'source', plural: 'Sources', inGraph: true },
    { kind: 'seed', plural: 'Seeds', inGraph: true },
    { kind: 'snapshot', plural: 'Snapshots', inGraph: true },
    { kind: 'model', plural: 'Models', inGraph: true },
    { kind: 'function', plural: 'Functions', inGraph: true },
    { kind: 'semantic_model', plural: 'Semantic models', inGraph: true },
    { kind: 'metric', plural: 'Metrics', inGraph: true },
    { kind: 'saved_query', plural: 'Saved queries', inGraph: true },
    { kind: 'exposure', plural: 'Exposures', inGraph: true },
    { kind: 'analysis', plural: 'Analyses', inGraph: true },
    { kind: 'test', plural: 'Data tests', inGraph: false },
    { kind: 'unit_test', plural: 'Unit tests', inGraph: false },
    { kind: 'macro', plural: 'Macros', inGraph: false },
    { kind: 'group', plural: 'Groups', inGraph: false },
  ];

/** Kinds that the lineage graph shows. */
export const GRAPH_KINDS: ReadonlySet<string> = new Set(
  KINDS.filter(({ inGraph }) => inGraph).map(({ kind }) => kind),
);

/** `semantic_model` → `semantic model`. */
export const kindName = (kind: string): string => kind.replaceAll('_', ' ');
