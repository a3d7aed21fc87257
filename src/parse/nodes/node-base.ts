import type { Span } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ModelNode, NodeConfig } from '../../manifest/index.ts';
import { createCapture, type ParsedPart, parseScope } from '../../scope/index.ts';
import { mayHoldTemplate, parseTemplate, type Template } from '../../template/index.ts';
import { type ConfigKind, DEFAULTS } from '../config/config-fields.ts';
import { hooksOf } from '../config/config-finish.ts';
import { attempt, type MacroParseContext } from '../context/context.ts';
import { objectOf, textOf, textsOf, unique } from '../context/data.ts';
import type { NodePatch } from '../properties/patch.ts';
import { type Captured, captureTemplate, fromCapture, joinCaptured, NOTHING, render } from './capture.ts';
import { placedConfigError } from './config-place.ts';
import type { RelationNames } from './names.ts';
import { relationName } from './relation-name.ts';
import type { Tools } from './tools.ts';
import { asWritten } from './written-config.ts';

/** What a node is made from. */
export interface NodeSource {
  readonly type: 'model' | 'seed' | 'snapshot' | 'analysis' | 'test' | 'operation' | 'function';
  readonly configKind: ConfigKind;
  readonly id: NodeId;
  readonly name: string;
  readonly packageName: string;
  readonly path: string;
  readonly originalPath: string;
  readonly fqn: readonly string[];
  readonly code: string;
  readonly checksum: { readonly name: string; readonly checksum: string };
  readonly tags: readonly string[];
  readonly template: Template | null;
  readonly patch: NodePatch | null;
  readonly at: Span;
  readonly shownPath: string;
  /** Finds what the code mentions, where that is not done by rendering it. */
  readonly capture?: (part: () => ParsedPart) => Captured;
}

/** The fields that all nodes share, with what was found on the way. */
export interface NodeBase {
  readonly fields: Omit<ModelNode, 'resource_type' | ModelOnly>;
  readonly captured: Captured;
  readonly config: NodeConfig;
}

type ModelOnly =
  | 'access'
  | 'constraints'
  | 'version'
  | 'latest_version'
  | 'deprecation_date'
  | 'primary_key'
  | 'time_spine';

/** Configures, renders and names a node. What is wrong with it is reported; the node is built all the same. */
export function buildBase(tools: Tools, source: NodeSource): NodeBase {
  const { context, configs } = tools;
  const extra = { node: source.id, at: source.at };
  const guard = <T>(work: () => T): T | undefined => attempt(context.report, work, extra);
  const { configKind: kind, packageName, fqn } = source;
  const asked = { kind, packageName, fqn, patch: source.patch?.config ?? NONE, call: NONE };
  const own =
    guard(() => captureOwn(tools, source, () => partOf(tools, source, configs.merged(asked)))) ?? NOTHING;
  const request = { ...asked, call: own.call };
  const config = configs.finished(request, (diagnostic) =>
    context.report(placedConfigError(source, own, diagnostic)),
  );
  const part = (): ParsedPart => partOf(tools, source, config);
  const names = guard(() => nameOf(tools, source, config, part)) ?? part();
  const hooks = guard(() => captureHooks(tools, part, names, config, source)) ?? NOTHING;
  const captured = hooks === NOTHING ? own : joinCaptured(own, hooks);
  const firstTags =
    'tags' in request.patch
      ? attempt(
          () => undefined,
          () => configs.merged({ ...request, patch: NONE }).tags,
        )
      : [];
  const fields = fieldsOf(tools, source, {
    names,
    config,
    captured,
    call: own.call,
    tags: unique([...source.tags, ...textsOf(firstTags), ...config.tags]),
    unrendered: configs.unrendered(asWritten(context, source, request)),
  });
  return { fields, captured, config };
}

const NONE: JsonObject = {};

function nameOf(tools: Tools, source: NodeSource, config: NodeConfig, part: () => ParsedPart): RelationNames {
  const { name, packageName, at } = source;
  const names = tools.namer({ name, packageName, part, config, version: source.patch?.version ?? null, at });
  return placed(source, config, names);
}

/** The old configs target_schema and target_database say where a snapshot goes, as they stand. */
function placed(source: NodeSource, config: NodeConfig, names: RelationNames): RelationNames {
  if (source.type !== 'snapshot') return names;
  const database = textOf(config.target_database) || names.database;
  return { database, schema: textOf(config.target_schema) || names.schema, alias: names.alias };
}

function captureOwn(tools: Tools, source: NodeSource, part: () => ParsedPart): Captured {
  if (source.capture) return source.capture(part);
  const { template, packageName, patch, id, shownPath } = source;
  if (template === null) return NOTHING;
  const request = { path: shownPath, id, entry: patch?.entry ?? null };
  return tools.context.memory.capture(request, () =>
    captureTemplate(tools.context, template, part, packageName),
  );
}

/** What was worked out about a node. */
interface Findings {
  readonly names: RelationNames;
  readonly config: NodeConfig;
  readonly captured: Captured;
  readonly call: JsonObject;
  readonly tags: readonly string[];
  readonly unrendered: JsonObject;
}

/** All fields in dbt's order. One literal on purpose: objects put together by several spreads are slow and large. */
function fieldsOf({ context }: Tools, source: NodeSource, found: Findings): NodeBase['fields'] {
  const { names, config, captured } = found;
  const { patch } = source;
  const fields = {
    database: names.database,
    schema: names.schema,
    name: source.name,
    resource_type: source.type,
    package_name: source.packageName,
    path: source.path,
    original_file_path: source.originalPath,
    unique_id: source.id,
    fqn: source.fqn,
    alias: names.alias,
    checksum: source.checksum,
    config,
    tags: found.tags,
    description: patch?.description ?? '',
    columns: patch?.columns ?? NO_COLUMNS,
    meta: config.meta,
    group: textOf(config.group),
    docs: docsOf(config),
    patch_path: patch?.path ?? null,
    build_path: null,
    unrendered_config: found.unrendered,
    created_at: context.createdAt,
    relation_name: nameInSql(context, source, names, config),
    raw_code: source.code,
    doc_blocks: NO_TEXTS,
    language: languageOf(source),
    refs: captured.refs.map(({ name, package: packageName, version }) => ({
      name,
      package: packageName,
      version,
    })),
    sources: captured.sources.map(({ source: name, table }) => [name, table] as const),
    metrics: captured.metrics,
    functions: captured.functions.map((one) => one.args),
    depends_on: { macros: captured.macros, nodes: [] },
    config_call_dict: found.call,
    unrendered_config_call_dict: NONE,
    contract: contractOf(config),
  };
  return fields;
}

const NO_COLUMNS = {};
const NO_TEXTS: readonly string[] = [];
const NO_DOCS: JsonObject = { show: true, node_color: null };

function docsOf(config: NodeConfig): JsonObject {
  if (config.docs === undefined || config.docs === DEFAULTS.node.docs) return NO_DOCS;
  const { show, node_color } = objectOf(config.docs);
  return { show: show ?? true, node_color: node_color ?? null };
}

const NO_CONTRACT: ModelNode['contract'] = { enforced: false, alias_types: true, checksum: null };

function contractOf(config: NodeConfig): ModelNode['contract'] {
  if (config.contract === DEFAULTS.node.contract) return NO_CONTRACT;
  const { enforced, alias_types } = objectOf(config.contract);
  return { enforced: enforced === true, alias_types: alias_types !== false, checksum: null };
}

const RELATIONAL: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot']);

function nameInSql(
  context: MacroParseContext,
  source: NodeSource,
  names: RelationNames,
  config: NodeConfig,
): string | null {
  const stores =
    config.store_failures === true ||
    (config.store_failures === null && context.world.flags.STORE_FAILURES === true);
  const isRelation = RELATIONAL.has(source.type)
    ? config.materialized !== 'ephemeral'
    : source.type === 'test' && stores;
  return isRelation ? relationName(context, names, config.quoting) : null;
}

/** What templates see of the node while it is parsed. */
export function partOf(tools: Tools, source: NodeSource, config: JsonObject): ParsedPart {
  const { target } = tools.context.world;
  const plain = {
    unique_id: source.id,
    name: source.name,
    package_name: source.packageName,
    resource_type: source.type,
    original_file_path: source.originalPath,
    path: source.path,
    config,
    database: target.database,
    schema: target.schema,
    alias: source.name,
  };
  const fields: JsonObject = {
    ...plain,
    fqn: source.fqn,
    raw_code: source.code,
    doc_blocks: [],
    language: languageOf(source),
    checksum: source.checksum,
    tags: textsOf(config.tags),
    meta: config.meta ?? {},
    version: source.patch?.version ?? null,
    latest_version: source.patch?.latestVersion ?? null,
    description: source.patch?.description ?? '',
    refs: [],
    sources: [],
    depends_on: { macros: [], nodes: [] },
    columns: {},
  };
  return { ...plain, fields };
}

function captureHooks(
  tools: Tools,
  part: () => ParsedPart,
  names: RelationNames,
  config: NodeConfig,
  source: NodeSource,
): Captured {
  const hooks = [...hooksOf(config, 'pre-hook'), ...hooksOf(config, 'post-hook')].filter((hook) =>
    mayHoldTemplate(hook.sql),
  );
  if (hooks.length === 0) return NOTHING;
  const { context } = tools;
  const capture = createCapture();
  const scope = parseScope(context.world, context.macros, { ...part(), ...names }, capture);
  for (const hook of hooks) render(parseTemplate(hook.sql, { file: source.shownPath }), scope);
  return fromCapture(capture);
}

/** By the file's ending. */
const languageOf = ({ originalPath }: NodeSource): string =>
  originalPath.endsWith('.py') ? 'python' : 'sql';
