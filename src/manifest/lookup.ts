import type { DocNode, GraphNode, ManifestNode, RefArgs, SourceNode } from './nodes.ts';

/** What a name means: a node, one that is switched off, nothing, or too much. */
export type Found<T> =
  | { readonly kind: 'found'; readonly node: T }
  | { readonly kind: 'disabled'; readonly node: GraphNode }
  | { readonly kind: 'ambiguous'; readonly nodes: readonly T[] }
  | { readonly kind: 'missing' };

/** Finds what ref(), source() and doc() mean, seen from a package. */
export interface Lookup {
  ref(args: RefArgs, fromPackage: string): Found<ManifestNode>;
  source(source: string, table: string, fromPackage: string): Found<SourceNode>;
  /** What function(name) or function(package, name) means. */
  function(args: readonly string[], fromPackage: string): Found<ManifestNode>;
  doc(name: string, packageName: string | null, fromPackage: string): DocNode | undefined;
  /** All names that ref() could mean, for "did you mean". */
  refNames(): Iterable<string>;
  /** All `source.table`, for "did you mean". */
  sourceNames(): Iterable<string>;
  docNames(): Iterable<string>;
  functionNames(): Iterable<string>;
}

/** What there is to find. */
export interface LookupInput {
  readonly rootPackage: string;
  readonly nodes: Iterable<ManifestNode>;
  readonly sources: Iterable<SourceNode>;
  readonly docs: Iterable<DocNode>;
  readonly disabled: Iterable<readonly GraphNode[]>;
  /** dbt's flag require_ref_searches_node_package_before_root. */
  readonly ownPackageFirst?: boolean;
}

/** name → package → what it is there. */
type ByName<T> = Map<string, Map<string, T>>;

/** Builds the lookup; models, seeds and snapshots can be ref'd, versions of models as `name.v1` or by their latest. */
export function createLookup(input: LookupInput): Lookup {
  const refs: ByName<ManifestNode> = new Map();
  const sources: ByName<SourceNode> = new Map();
  const docs: ByName<DocNode> = new Map();
  const functions: ByName<ManifestNode> = new Map();
  for (const node of input.nodes)
    if (node.resource_type === 'function') put(functions, node.name, node.package_name, node);
    else for (const name of refNamesOf(node)) put(refs, name, node.package_name, node);
  for (const source of input.sources) put(sources, fullName(source), source.package_name, source);
  for (const doc of input.docs) put(docs, doc.name, doc.package_name, doc);
  const disabled = disabledNames(input.disabled);
  const order = (target: string | null, from: string): readonly (string | null)[] =>
    searchOrder(input, target, from);
  return {
    ref: (args, from) => findIn(refs, disabled.refs, refKey(args), order(args.package, from)),
    source: (source, table, from) =>
      findIn(sources, disabled.sources, `${source}.${table}`, order(null, from), true),
    function: (args, from) =>
      findIn(functions, disabled.functions, args.at(-1) ?? '', order(args.at(-2) ?? null, from)),
    doc: (name, packageName, from) => first(docs.get(name), order(packageName, from)),
    refNames: () => refs.keys(),
    sourceNames: () => sources.keys(),
    docNames: () => docs.keys(),
    functionNames: () => functions.keys(),
  };
}

function put<T>(table: ByName<T>, name: string, packageName: string, value: T): void {
  const known = table.get(name);
  if (known) known.set(packageName, value);
  else table.set(name, new Map([[packageName, value]]));
}

const REFABLE: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot']);

const fullName = (source: SourceNode): string => `${source.source_name}.${source.name}`;

const refKey = (args: RefArgs): string =>
  args.version === null ? args.name : `${args.name}.v${args.version}`;

/** The names a node answers to: a version only to `name.v2`, unless it is the latest. */
function refNamesOf(node: GraphNode): readonly string[] {
  if (!REFABLE.has(node.resource_type)) return [];
  if (node.resource_type !== 'model' || node.version === null) return [node.name];
  const versioned = `${node.name}.v${node.version}`;
  return node.version === node.latest_version ? [versioned, node.name] : [versioned];
}

function disabledNames(lists: Iterable<readonly GraphNode[]>): {
  refs: ByName<GraphNode>;
  sources: ByName<GraphNode>;
  functions: ByName<GraphNode>;
} {
  const refs: ByName<GraphNode> = new Map();
  const sources: ByName<GraphNode> = new Map();
  const functions: ByName<GraphNode> = new Map();
  for (const node of [...lists].flat()) {
    if (node.resource_type === 'source') put(sources, fullName(node), node.package_name, node);
    else if (node.resource_type === 'function') put(functions, node.name, node.package_name, node);
    else for (const name of refNamesOf(node)) put(refs, name, node.package_name, node);
  }
  return { refs, sources, functions };
}

function searchOrder(input: LookupInput, target: string | null, from: string): readonly (string | null)[] {
  if (target !== null) return [target];
  if (from === input.rootPackage) return [input.rootPackage, null];
  return input.ownPackageFirst === true ? [from, input.rootPackage, null] : [input.rootPackage, from, null];
}

function findIn<T>(
  table: ByName<T>,
  disabled: ByName<GraphNode>,
  name: string,
  order: readonly (string | null)[],
  anyWillDo = false,
): Found<T> {
  const known = table.get(name);
  if (known !== undefined) {
    for (const packageName of order) {
      const node = packageName === null ? known.values().next().value : known.get(packageName);
      if (node === undefined) continue;
      const isUnclear = packageName === null && known.size > 1 && !anyWillDo;
      return isUnclear ? { kind: 'ambiguous', nodes: [...known.values()] } : { kind: 'found', node };
    }
  }
  const off = first(disabled.get(name), order);
  return off === undefined ? { kind: 'missing' } : { kind: 'disabled', node: off };
}

function first<T>(
  known: ReadonlyMap<string, T> | undefined,
  order: readonly (string | null)[],
): T | undefined {
  if (known === undefined) return undefined;
  for (const packageName of order) {
    const value = packageName === null ? known.values().next().value : known.get(packageName);
    if (value !== undefined) return value;
  }
  return undefined;
}
