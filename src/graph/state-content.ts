import type { JsonObject } from '../core/json.ts';
import { sameJson } from '../core/same-json.ts';
import {
  type ExposureNode,
  type GraphNode,
  type ManifestNode,
  type SavedQueryNode,
  type SourceNode,
  savedPart,
} from '../manifest/index.ts';
import type { StateRules } from './saved-state.ts';
import { sameConfig, sameNames } from './state-config.ts';
import { type Report, sameContract } from './state-contract.ts';
import { sameSeed } from './state-seeds.ts';

/** What a node is compared with, how, and who is told. */
export interface Compared {
  readonly old: JsonObject;
  readonly rules: StateRules;
  readonly report: Report;
}

/** Whether a resource of the graph is what it was, apart from the macros it calls. Throws TD408. */
export function sameContent(node: GraphNode, compared: Compared): boolean {
  const { old } = compared;
  switch (node.resource_type) {
    case 'source':
      return sameSource(node, compared);
    case 'exposure':
      return sameExposure(node, old);
    case 'unit_test':
      return node.checksum === old.checksum;
    case 'metric':
      return same(node, old, ['type', 'description', 'label']) && sameConfigOf(node, old);
    case 'semantic_model':
      return same(node, old, SEMANTIC_MODEL);
    case 'saved_query':
      return sameSavedQuery(node, old);
    default:
      return sameNode(node, compared);
  }
}

/** Whether the named fields of two resources say the same. */
function same(node: GraphNode, old: JsonObject, keys: readonly string[]): boolean {
  const fields = new Map<string, unknown>(Object.entries(node));
  return keys.every((key) => sameJson(fields.get(key), old[key]));
}

/** Whether the config is as it was written before. */
export const sameConfigOf = (node: GraphNode, old: JsonObject): boolean =>
  'unrendered_config' in node &&
  sameConfig(node.resource_type, node.unrendered_config, savedPart(old, 'unrendered_config'));

const SEMANTIC_MODEL = [
  'model',
  'description',
  'defaults',
  'entities',
  'dimensions',
  'measures',
  'config',
  'primary_entity',
  'group',
];

/** Each part is looked at, since a broken contract is told whatever else has changed. */
function sameNode(node: ManifestNode, compared: Compared): boolean {
  const { old, rules, report } = compared;
  const contract = node.resource_type !== 'model' || sameContract(node, old, rules, report);
  if (node.resource_type === 'test' && node.test_metadata)
    return sameConfigOf(node, old) && same(node, old, ['fqn']);
  return (
    sameBody(node, compared) &&
    sameConfigOf(node, old) &&
    sameDescriptions(node, old) &&
    same(node, old, ['fqn']) &&
    sameRelation(node, compared) &&
    contract &&
    same(node, old, FURTHER[node.resource_type] ?? [])
  );
}

const FURTHER: { readonly [kind: string]: readonly string[] } = {
  model: ['latest_version', 'access', 'deprecation_date'],
  function: ['arguments', 'returns'],
};

/** Whether the text is what it was; of seeds, the rows. */
export const sameBody = (node: ManifestNode, { old, report }: Compared): boolean =>
  node.resource_type === 'seed' ? sameSeed(node, old, report) : node.raw_code === old.raw_code;

/** Whether the descriptions that are kept in the warehouse are what they were. */
export function sameDescriptions(node: ManifestNode, old: JsonObject): boolean {
  const kept = savedPart(node.config, 'persist_docs');
  if (kept.relation && node.description !== (old.description ?? '')) return false;
  return !kept.columns || sameJson(described(node.columns), described(savedPart(old, 'columns')));
}

const described = (columns: object): JsonObject =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]: [string, JsonObject]) => [name, column.description ?? '']),
  );

/** Whether the names that were configured for the relation are what they were. */
export const sameRelation = (node: ManifestNode | SourceNode, { old, rules }: Compared): boolean =>
  node.resource_type === 'source'
    ? same(node, old, rules.moreUnrendered ? UNRENDERED_NAMES : NAMES)
    : sameNames(node.unrendered_config, savedPart(old, 'unrendered_config'));

const NAMES = ['database', 'schema', 'identifier'];
const UNRENDERED_NAMES = ['unrendered_database', 'unrendered_schema', 'identifier'];

const sameSource = (node: SourceNode, compared: Compared): boolean =>
  sameRelation(node, compared) &&
  sameConfigOf(node, compared.old) &&
  same(node, compared.old, ['fqn', 'quoting', 'freshness', 'loaded_at_field', 'external']);

const EXPOSURE = ['fqn', 'type', 'owner', 'maturity', 'url', 'description', 'label'];

function sameExposure(node: ExposureNode, old: JsonObject): boolean {
  const before = savedPart(old, 'depends_on').nodes;
  const ids = Array.isArray(before) ? before.map(String) : [];
  return (
    same(node, old, EXPOSURE) &&
    sameConfigOf(node, old) &&
    sameJson([...new Set<string>(node.depends_on.nodes)].sort(), [...new Set(ids)].sort())
  );
}

const SAVED_QUERY = ['description', 'label', 'config', 'group', 'tags'];

function sameSavedQuery(node: SavedQueryNode, old: JsonObject): boolean {
  const { metrics, group_by, where } = node.query_params;
  const before = savedPart(old, 'query_params');
  return (
    same(node, old, SAVED_QUERY) &&
    sameJson([metrics, group_by, where], [before.metrics, before.group_by, before.where]) &&
    sameJson(node.exports.map(exportOf), exportsOf(old))
  );
}

const exportsOf = (old: JsonObject): readonly JsonObject[] =>
  Array.isArray(old.exports) ? old.exports.map(exportOf) : [];

function exportOf(one: { readonly name?: unknown; readonly unrendered_config?: JsonObject }): JsonObject {
  const { export_as, schema, alias } = one.unrendered_config ?? {};
  return {
    name: String(one.name),
    export_as: export_as ?? null,
    schema: schema ?? null,
    alias: alias ?? null,
  };
}
