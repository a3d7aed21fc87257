import { createHash } from 'node:crypto';
import type { MacroId, NodeId } from '../core/ids.ts';
import type { Json, JsonDocument, JsonEntries, JsonObject } from '../core/json.ts';
import { compiledConstraints, hasForeignKeys } from './foreign-keys.ts';
import type { Manifest } from './manifest.ts';
import type { GraphNode, ManifestNode, ModelNode, TestNode } from './nodes.ts';

/** What the artifact shows of a compiled node. */
export interface CompiledLike {
  readonly code: string;
  readonly compiledCode: string;
  readonly extraCtes: readonly { readonly id: NodeId; readonly sql: string }[];
  readonly calls?: readonly MacroId[];
  readonly index?: number;
  /** Relations of parents that stand elsewhere, with --defer. */
  readonly deferred?: ReadonlyMap<NodeId, string>;
}

/** What a manifest.json needs besides the manifest. */
export interface DbtManifestInput {
  readonly compiled: ReadonlyMap<NodeId, CompiledLike>;
  /** unique_id → the ids it stands on. */
  readonly parentMap: JsonEntries;
  /** unique_id → the ids that stand on it. */
  readonly childMap: JsonEntries;
  /** Overrides and additions to `metadata`: generated_at, invocation_id, dbt_version, env, … */
  readonly metadata: JsonObject;
  /** Where compiled SQL is written, as `compiled_path` shows it. */
  readonly targetPath?: string;
}

type CompiledInput = Pick<DbtManifestInput, 'compiled' | 'targetPath'>;

const SCHEMA = 'https://schemas.getdbt.com/dbt/manifest/v12.json';

/** dbt's manifest.json, version 12: ready to be written, in dbt's order of keys; what is shown of a node is made when its turn comes. */
export function toDbtManifest(manifest: Manifest, input: DbtManifestInput): JsonDocument {
  const { true: functions = [], false: nodes = [] } = Object.groupBy(
    [...manifest.nodes, ...(manifest.unresolved ?? [])],
    ([, node]) => String(node.resource_type === 'function'),
  );
  return {
    metadata: metadataOf(manifest, input.metadata),
    nodes: byId(nodes, (node) => nodeJson(shownNode(manifest, node, input), input)),
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
    functions: byId(functions, (node) => nodeJson(node, input)),
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

const byId = <K extends string, V>(
  map: Iterable<readonly [K, V]>,
  show: (value: V) => Json,
): JsonEntries => ({
  *[Symbol.iterator]() {
    for (const [id, value] of map) yield [id, show(value)] as const;
  },
});

/** Resources other than nodes are shown as they are. */
// Their fields are JSON by construction; `unknown` in DescribedNode is what keeps the type checker from seeing it.
const plain = (value: object): JsonObject => value as JsonObject;

// As above, for parts of nodes: interfaces have no index signature.
const json = (value: unknown): Json => value as Json;

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

/** A compiled model shows the relations that its foreign keys point to. */
function shownNode(manifest: Manifest, node: ManifestNode, { compiled }: DbtManifestInput): ManifestNode {
  const known = compiled.get(node.unique_id);
  return known && node.resource_type === 'model' && hasForeignKeys(node)
    ? { ...node, ...compiledConstraints(manifest, node, known.deferred) }
    : node;
}

/** One literal for all fields on purpose: leaving keys out of a spread is ten times slower. */
function nodeJson(node: ManifestNode, input: CompiledInput): JsonObject {
  const shown: { [key: string]: Json } = {
    database: node.database,
    schema: node.schema,
    name: node.name,
    resource_type: node.resource_type,
    package_name: node.package_name,
    path: node.path,
    original_file_path: node.original_file_path,
    unique_id: node.unique_id,
    fqn: node.fqn,
    alias: node.alias,
    checksum: node.checksum,
    config: node.config,
    tags: node.tags,
    description: node.description,
    columns: json(node.columns),
    meta: node.meta,
    group: node.group,
    docs: node.docs,
    patch_path: node.patch_path,
    build_path: node.build_path,
    unrendered_config: node.unrendered_config,
    created_at: node.created_at,
    relation_name: node.relation_name,
    raw_code: node.raw_code,
    doc_blocks: node.doc_blocks,
  };
  if (node.resource_type === 'seed') {
    shown.root_path = node.root_path;
    shown.depends_on = { macros: [] };
    return shown;
  }
  return addCode(shown, node, input);
}

/** What nodes with code have besides. */
function addCode(shown: { [key: string]: Json }, node: ManifestNode, input: CompiledInput): JsonObject {
  shown.language = node.language;
  shown.refs = json(node.refs);
  shown.sources = node.sources;
  shown.metrics = node.metrics;
  shown.functions = node.functions;
  shown.depends_on = json(withCalls(node.depends_on, input.compiled.get(node.unique_id)));
  addCompiled(shown, node, input);
  shown.contract = json(node.contract);
  if (node.resource_type === 'model') addModel(shown, node);
  if (node.resource_type === 'function') {
    shown.arguments = node.arguments;
    shown.returns = node.returns;
  }
  if (node.resource_type === 'operation')
    shown.index = input.compiled.get(node.unique_id)?.index ?? node.index;
  if (node.resource_type === 'test' && node.test_metadata) addGenericTest(shown, node);
  return shown;
}

/** dbt counts what a data test called among what it stands on, once it ran. */
function withCalls(
  own: ManifestNode['depends_on'],
  compiled: CompiledLike | undefined,
): ManifestNode['depends_on'] {
  const { calls = [] } = compiled ?? {};
  return calls.length === 0 ? own : { ...own, macros: [...new Set([...own.macros, ...calls])] };
}

function addModel(shown: { [key: string]: Json }, node: ModelNode): void {
  shown.access = node.access;
  shown.constraints = node.constraints;
  shown.version = node.version;
  shown.latest_version = node.latest_version;
  shown.deprecation_date = node.deprecation_date;
  shown.primary_key = node.primary_key;
  shown.time_spine = node.time_spine;
}

function addGenericTest(shown: { [key: string]: Json }, node: TestNode): void {
  shown.column_name = node.column_name ?? null;
  shown.file_key_name = node.file_key_name ?? null;
  shown.attached_node = node.attached_node ?? null;
  shown.test_metadata = json(node.test_metadata);
}

function addCompiled(shown: { [key: string]: Json }, node: ManifestNode, input: CompiledInput): void {
  const compiled = input.compiled.get(node.unique_id);
  const folder = `${input.targetPath ?? 'target'}/compiled/${node.package_name}`;
  shown.compiled_path = compiled === undefined ? null : `${folder}/${fileOf(node)}`;
  if (compiled === undefined) return;
  shown.compiled = true;
  shown.compiled_code = compiled.compiledCode;
  shown.extra_ctes_injected = true;
  shown.extra_ctes = json(compiled.extraCtes);
}

/** The file of a node; of several nodes in one file each has its own, under the file's name. */
function fileOf(node: ManifestNode): string {
  const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return last(node.path) === last(node.original_file_path)
    ? node.original_file_path
    : `${node.original_file_path}/${node.path}`;
}

/**
 * A resource as templates see it in `graph` and in `results`: what the artifact shows, and what exists only while a command
 * runs. `builtAt` is the file below target/run, where there is one.
 */
export function shownToTemplates(node: GraphNode, input: CompiledInput, builtAt?: string): JsonObject {
  if (!isNode(node)) return plain(node);
  const shown = { ...nodeJson(node, input) };
  shown.config_call_dict = node.config_call_dict;
  shown.unrendered_config_call_dict = node.unrendered_config_call_dict;
  if (builtAt !== undefined) shown.build_path = builtAt;
  if (DEFERRABLE.has(node.resource_type)) shown.defer_relation = null;
  if (node.resource_type === 'model') shown.batch = null;
  return shown;
}

const DEFERRABLE: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot']);

function groupMap(manifest: Manifest): JsonObject {
  const groups: { [name: string]: string[] } = {};
  for (const group of manifest.groups.values()) groups[group.name] = [];
  for (const node of manifest.nodes.values()) {
    if (node.group !== null) groups[node.group]?.push(node.unique_id);
  }
  return groups;
}
