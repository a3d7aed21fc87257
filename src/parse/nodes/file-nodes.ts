import { failure } from '../../core/diagnostic.ts';
import type { JsonObject } from '../../core/json.ts';
import type { AnalysisNode, ModelNode, SeedNode, SnapshotNode, TestNode } from '../../manifest/index.ts';
import { hooksOf } from '../config/config-finish.ts';
import { checkSnapshot } from '../config/snapshot-config.ts';
import { attempt, lazySpan } from '../context/context.ts';
import type { PatchedFile } from '../files/assign-patches.ts';
import type { NodePatch } from '../properties/patch.ts';
import { placeIn } from '../properties/properties.ts';
import type { Built, Draft } from './built.ts';
import { checkContract, unenforced } from './contract-checks.ts';
import { contractChecksum } from './contract-checksum.ts';
import { foreignKeyMentions } from './foreign-keys.ts';
import { functionNode } from './function-node.ts';
import { buildBase, type NodeBase, type NodeSource } from './node-base.ts';
import { checkTimeSpine } from './time-spine.ts';
import type { Tools } from './tools.ts';

/** Builds the node of a file with its properties. */
export function buildFileNode(tools: Tools, { file, patch }: PatchedFile): Built {
  const { kind } = file;
  const source: NodeSource = {
    type: kind,
    configKind: kind === 'analysis' ? 'node' : kind,
    id: file.id,
    name: file.name,
    packageName: file.packageName,
    path: file.path,
    originalPath: file.file.path,
    fqn: file.fqn,
    code: file.code,
    checksum: file.checksum,
    tags: [],
    template: file.template,
    patch,
    at: file.at,
    shownPath: file.file.shownPath,
  };
  const base = buildBase(tools, source);
  const rest = {
    captured: base.captured,
    template: file.template,
    at: file.at,
    shownPath: file.file.shownPath,
    entry: patch?.entry ?? null,
  };
  switch (kind) {
    case 'model':
      return { ...rest, ...modelNode(tools, source, base, patch) };
    case 'seed':
      return { ...rest, node: seedNode(tools, source, base) };
    case 'snapshot':
      return { ...rest, node: snapshotNode(tools, source, base) };
    case 'function':
      return { ...rest, node: functionNode(tools, source, base, patch) };
    case 'analysis':
      return { ...rest, node: { ...base.fields, resource_type: 'analysis' } satisfies AnalysisNode };
    case 'test':
      return { ...rest, node: { ...base.fields, resource_type: 'test', columns: {} } satisfies TestNode };
  }
}

function snapshotNode(tools: Tools, source: NodeSource, base: NodeBase): SnapshotNode {
  const place = { node: source.id, at: source.at };
  if (base.config.enabled) attempt(tools.context.report, () => checkSnapshot(base.config), place);
  return { ...base.fields, resource_type: 'snapshot' };
}

function modelNode(
  tools: Tools,
  source: NodeSource,
  base: NodeBase,
  patch: NodePatch | null,
): Pick<Built, 'node' | 'captured'> {
  const constraints = patch?.constraints ?? [];
  const node: Draft<ModelNode> = {
    ...base.fields,
    resource_type: 'model',
    access: accessOf(base.config.access),
    constraints,
    version: patch?.version ?? null,
    latest_version: patch?.latestVersion ?? null,
    deprecation_date: patch?.deprecationDate ?? null,
    primary_key: [],
    time_spine: patch?.timeSpine ?? null,
  };
  const keys = attempt(tools.context.report, () => foreignKeyMentions(node), {
    node: source.id,
    at: source.at,
  });
  const place = {
    node: source.id,
    at: patch === null ? source.at : lazySpan(patch.entry.file.shownPath, () => placeIn(patch.entry, 'name')),
  };
  attempt(tools.context.report, () => checkModel(node), { node: source.id, at: source.at });
  const ignored = unenforced(node);
  if (ignored) tools.context.report({ ...ignored, ...place });
  node.contract = { ...node.contract, checksum: contractChecksum(node) };
  const refs = keys?.refs ?? [];
  const sources = keys?.sources ?? [];
  node.refs = [...node.refs, ...refs.map(({ at: _, ...ref }) => ref)];
  node.sources = [...node.sources, ...sources.map((one) => [one.source, one.table] as const)];
  const captured = {
    ...base.captured,
    refs: [...base.captured.refs, ...refs],
    sources: [...base.captured.sources, ...sources],
  };
  return { node, captured };
}

const accessOf = (value: unknown): ModelNode['access'] =>
  value === 'private' || value === 'public' ? value : 'protected';

/** What dbt refuses about a model as a whole. */
function checkModel(node: ModelNode): void {
  checkContract(node);
  checkTimeSpine(node);
  if (node.access === 'public' && node.config.materialized === 'ephemeral')
    throw failure(
      'TD212',
      `Node ${node.unique_id} with 'ephemeral' materialization has an invalid value (public) for the access field`,
    );
  checkPrimaryKeys(node);
}

function checkPrimaryKeys(node: ModelNode): void {
  const isKey = (constraint: JsonObject): boolean => constraint.type === 'primary_key';
  const columns = Object.values(node.columns).filter((column) => column.constraints.some(isKey));
  const names = columns.map((column) => `'${column.name}'`).join(', ');
  const problem = `Primary key constraint error: (${node.original_file_path})\n`;
  if (columns.length > 1)
    throw failure(
      'TD206',
      `${problem}Found ${columns.length} columns ([${names}]) with primary key constraints defined. Primary keys for multiple columns must be defined as a model level constraint.`,
    );
  if (columns.length > 0 && node.constraints.some(isKey))
    throw failure(
      'TD206',
      `${problem}Primary key constraints defined at the model level and the columns level. Primary keys can be defined at the model level or the column level, not both.`,
    );
}

function seedNode(tools: Tools, source: NodeSource, base: NodeBase): SeedNode {
  const place = { node: source.id, at: source.at };
  if (base.config.enabled) attempt(tools.context.report, () => checkSeed(source, base), place);
  const root = tools.context.packages.get(source.packageName)?.root ?? '';
  return { ...base.fields, resource_type: 'seed', root_path: root };
}

/** Seeds come before everything else: their hooks may not speak of other nodes. */
function checkSeed(source: NodeSource, { captured, config }: NodeBase): void {
  if (captured.refs.length + captured.sources.length + captured.metrics.length === 0) return;
  const hooks = (['pre-hook', 'post-hook'] as const).flatMap((when) =>
    hooksOf(config, when).map(({ sql }) => `- ${when.replace('-', '_')}: "${sql}"`),
  );
  throw failure(
    'TD212',
    `Seeds cannot depend on other nodes. dbt detected a seed with a pre- or post-hook that calls 'ref', 'source', or 'metric', either directly or indirectly via other macros.\n\nError raised for '${source.id}', which has these hooks defined:\n${hooks.join('\n')}`,
    { help: 'name the relation in SQL, or move the hook to a model' },
  );
}
