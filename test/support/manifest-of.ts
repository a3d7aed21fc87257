import type { Span } from '../../src/core/diagnostic.ts';
import { type NodeId, nodeId } from '../../src/core/ids.ts';
import type { GraphNode, Manifest } from '../../src/manifest/index.ts';

/** A node in short: what a test does not name is filled in. */
export interface NodeInShort {
  readonly on?: readonly string[];
  readonly tags?: readonly string[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly fqn?: readonly string[];
  readonly file?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A manifest from ids and what they stand on: `{ 'model.p.b': { on: ['model.p.a'] } }`. */
export function manifestOf(
  nodes: Readonly<Record<string, NodeInShort>>,
  places: Readonly<Record<string, Span>> = {},
): Manifest {
  const all = Object.entries(nodes).map(([id, short]) => nodeOf(id, short));
  const of = (...kinds: string[]): Map<NodeId, GraphNode> =>
    new Map(all.filter((n) => kinds.includes(n.resource_type)).map((n) => [n.unique_id, n]));
  const manifest = {
    projectName: 'p',
    adapterType: 'duckdb',
    quoting: {},
    nodes: of('model', 'seed', 'snapshot', 'test', 'analysis', 'operation'),
    sources: of('source'),
    exposures: of('exposure'),
    metrics: of('metric'),
    semanticModels: of('semantic_model'),
    savedQueries: of('saved_query'),
    unitTests: of('unit_test'),
    groups: new Map(),
    macros: new Map(),
    docs: new Map(),
    disabled: new Map(),
    selectors: {},
    places: new Map(Object.entries(places)),
  };
  // Only what the graph and the run look at is there.
  return manifest as unknown as Manifest;
}

function nodeOf(id: string, short: NodeInShort): GraphNode {
  const [kind = '', packageName = '', ...rest] = id.split('.');
  const name = rest[kind === 'source' ? 1 : 0] ?? '';
  const file = short.file ?? `models/${name}.${kind === 'seed' ? 'csv' : 'sql'}`;
  const node = {
    unique_id: nodeId(id),
    resource_type: kind,
    package_name: packageName,
    name,
    ...(kind === 'source' ? { source_name: rest[0], identifier: name } : {}),
    fqn: short.fqn ?? [packageName, ...rest],
    path: file.replace(/^models\//, ''),
    original_file_path: file,
    patch_path: null,
    raw_code: 'select 1',
    language: 'sql',
    database: 'db',
    schema: 'main',
    alias: name,
    relation_name: `"db"."main"."${name}"`,
    tags: short.tags ?? [],
    config: {
      enabled: true,
      materialized: kind === 'model' ? 'view' : kind,
      tags: [],
      meta: {},
      ...short.config,
    },
    columns: {},
    ...(kind === 'model'
      ? { version: null, latest_version: null, access: 'protected', constraints: [] }
      : {}),
    ...(kind === 'source' ? {} : { depends_on: { macros: [], nodes: (short.on ?? []).map(nodeId) } }),
    ...short.fields,
  };
  // As above: a node with the fields that matter here.
  return node as unknown as GraphNode;
}
