import { createHash } from 'node:crypto';
import type { NodeId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Manifest } from './manifest.ts';
import type { GraphNode, ManifestNode } from './nodes.ts';

/** What the artifact shows of a compiled node. */
export interface CompiledLike {
  readonly code: string;
  readonly compiledCode: string;
  readonly extraCtes: readonly { readonly id: NodeId; readonly sql: string }[];
}

/** What a manifest.json needs besides the manifest. */
export interface DbtManifestInput {
  readonly compiled: ReadonlyMap<NodeId, CompiledLike>;
  /** unique_id → the ids it stands on. */
  readonly parentMap: { readonly [id: string]: readonly string[] };
  /** unique_id → the ids that stand on it. */
  readonly childMap: { readonly [id: string]: readonly string[] };
  /** Overrides and additions to `metadata`: generated_at, invocation_id, dbt_version, env, … */
  readonly metadata: JsonObject;
  /** Where compiled SQL is written, as `compiled_path` shows it. */
  readonly targetPath?: string;
}

const SCHEMA = 'https://schemas.getdbt.com/dbt/manifest/v12.json';

/** dbt's manifest.json, version 12: ready to be written, in dbt's order of keys. */
export function toDbtManifest(manifest: Manifest, input: DbtManifestInput): { readonly [key: string]: Json } {
  return {
    metadata: metadataOf(manifest, input.metadata),
    nodes: byId(manifest.nodes, (node) => nodeJson(node, input)),
    sources: byId(manifest.sources, plain),
    macros: byId(manifest.macros, plain),
    docs: byId(manifest.docs, plain),
    exposures: byId(manifest.exposures, plain),
    metrics: byId(manifest.metrics, plain),
    groups: byId(manifest.groups, plain),
    selectors: manifest.selectors,
    disabled: byId(manifest.disabled, (nodes) => nodes.map((node) => anyJson(node, input))),
    parent_map: input.parentMap,
    child_map: input.childMap,
    group_map: groupMap(manifest),
    saved_queries: byId(manifest.savedQueries, plain),
    semantic_models: byId(manifest.semanticModels, plain),
    unit_tests: byId(manifest.unitTests, plain),
    functions: {},
  };
}

function metadataOf(manifest: Manifest, given: JsonObject): JsonObject {
  return {
    dbt_schema_version: SCHEMA,
    env: {},
    project_name: manifest.projectName,
    project_id: createHash('md5').update(manifest.projectName).digest('hex'),
    user_id: null,
    send_anonymous_usage_stats: false,
    adapter_type: manifest.adapterType,
    quoting: manifest.quoting,
    ...given,
  };
}

function byId<K extends string, V>(map: ReadonlyMap<K, V>, show: (value: V) => Json): JsonObject {
  return Object.fromEntries(Array.from(map, ([id, value]) => [id, show(value)] as const));
}

/** Resources other than nodes are shown as they are. */
// Their fields are JSON by construction; `unknown` in DescribedNode is what keeps the type checker from seeing it.
const plain = (value: object): JsonObject => value as JsonObject;

const NODES: ReadonlySet<string> = new Set([
  'model',
  'seed',
  'snapshot',
  'analysis',
  'test',
  'operation',
  'function',
]);

const isNode = (node: GraphNode): node is ManifestNode => NODES.has(node.resource_type);

const anyJson = (node: GraphNode, input: DbtManifestInput): JsonObject =>
  isNode(node) ? nodeJson(node, input) : plain(node);

function nodeJson(node: ManifestNode, input: DbtManifestInput): JsonObject {
  const { config_call_dict: _call, unrendered_config_call_dict: _unrendered, ...shown } = node;
  return node.resource_type === 'seed'
    ? seedJson(plain(shown))
    : { ...plain(shown), ...compiledFields(node, input) };
}

/** A seed has no code, so dbt shows nothing of what code would need. */
function seedJson(node: JsonObject): JsonObject {
  const { language: _1, refs: _2, sources: _3, metrics: _4, functions: _5, contract: _6, ...shown } = node;
  return { ...shown, depends_on: { macros: [] } };
}

function compiledFields(node: ManifestNode, input: DbtManifestInput): JsonObject {
  const compiled = input.compiled.get(node.unique_id);
  if (compiled === undefined) return { compiled_path: null };
  return {
    compiled_path: `${input.targetPath ?? 'target'}/compiled/${node.package_name}/${fileOf(node)}`,
    compiled: true,
    compiled_code: compiled.compiledCode,
    extra_ctes_injected: true,
    extra_ctes: compiled.extraCtes,
  };
}

/** The file of a node; of several nodes in one file each has its own, under the file's name. */
function fileOf(node: ManifestNode): string {
  const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return last(node.path) === last(node.original_file_path)
    ? node.original_file_path
    : `${node.original_file_path}/${node.path}`;
}

function groupMap(manifest: Manifest): JsonObject {
  const groups: { [name: string]: string[] } = {};
  for (const group of manifest.groups.values()) groups[group.name] = [];
  for (const node of manifest.nodes.values()) {
    if (node.group !== null) groups[node.group]?.push(node.unique_id);
  }
  return groups;
}
