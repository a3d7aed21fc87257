import { graphNodes, type Manifest, type ManifestNode, shownToTemplates } from '../../manifest/index.ts';
import { fromHost, PyDict, type Value } from '../../template/index.ts';
import type { RunContext } from '../context/context.ts';
import { batchOf, batchSettings, batchValue } from './event-time.ts';
import { hooksOf } from './hooks.ts';

/** What `model` is made of. */
type OfNode = Pick<RunContext, 'runtime' | 'world'> & { readonly node: ManifestNode };

/** `model`: the node as a dict, made when it is looked into: every materialization passes it on, few read it. */
export const modelValue = ({
  runtime,
  node,
  world,
}: Pick<RunContext, 'runtime' | 'node' | 'world'>): Value =>
  node ? new PyDict(() => nodeDict({ runtime, node, world }).entries()) : null;

/** The node without what is not set, as in dbt; with its compiled code, once there is some. */
function nodeDict({ runtime, node, world }: OfNode): PyDict {
  const data = withoutNulls(node);
  data.config = { ...configData(node.config), ...Object.fromEntries(batchSettings({ runtime, node })) };
  const batch = batchOf({ runtime, node });
  if (batch) data.batch = batchValue(batch);
  data.contract = withoutNulls(node.contract);
  data.refs = node.refs.map(withoutNulls);
  const columns: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(node.columns))
    columns[name] = withoutNulls(translated(column, node, world.adapter.types.translate));
  data.columns = columns;
  const compiled = runtime.compiled.get(node.unique_id);
  if (compiled) {
    data.compiled = true;
    data.compiled_code = compiled.compiledCode;
    data.compiled_sql = compiled.compiledCode;
    data.extra_ctes_injected = true;
    data.extra_ctes = compiled.extraCtes;
  }
  return new PyDict(Object.entries(data).map(([key, value]) => [key, fromHost(value)] as const));
}

function withoutNulls(data: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data))
    if (value !== null && value !== undefined) kept[key] = value;
  return kept;
}

/** Hooks are objects of dbt, too; what users put into `meta` stays as it is. */
function configData(config: ManifestNode['config']): object {
  const data = withoutNulls(config);
  for (const key of ['pre-hook', 'post-hook'] as const) {
    const hooks = data[key];
    if (Array.isArray(hooks)) data[key] = hooks.map((hook: object) => withoutNulls(hook));
  }
  return data;
}

function translated(column: object, node: ManifestNode, translate: (type: string) => string): object {
  const type = 'data_type' in column ? column.data_type : null;
  return node.contract.alias_types && typeof type === 'string'
    ? { ...column, data_type: translate(type) }
    : column;
}

/** Graphs that were read, by manifest: as in dbt all nodes of a run see the same dicts, changes included. */
const graphs = new WeakMap<Manifest, PyDict>();

/** `graph`: every resource as a dict, by kind and unique_id; built when it is first read. */
export function graphValue({ runtime }: RunContext): PyDict {
  const known = graphs.get(runtime.manifest) ?? makeGraph(runtime.manifest);
  graphs.set(runtime.manifest, known);
  return known;
}

const SECTIONS: Readonly<Record<string, string>> = {
  source: 'sources',
  exposure: 'exposures',
  metric: 'metrics',
  semantic_model: 'semantic_models',
  saved_query: 'saved_queries',
  unit_test: 'unit_tests',
  function: 'functions',
};

const KINDS = [
  'exposures',
  'functions',
  'groups',
  'metrics',
  'nodes',
  'sources',
  'semantic_models',
  'saved_queries',
];

/** The kinds of resources with nothing in them: what `graph` is while parsing. */
export const emptyGraph = (): PyDict => new PyDict(KINDS.map((kind) => [kind, new PyDict()]));

/** As in dbt: what templates see of other nodes is what they were when the command began. */
const UNCOMPILED = { compiled: new Map() };

function makeGraph(manifest: Manifest): PyDict {
  const graph = emptyGraph();
  const section = (name: string): PyDict => {
    const known = graph.get(name);
    if (known instanceof PyDict) return known;
    const made = new PyDict();
    graph.set(name, made);
    return made;
  };
  for (const node of graphNodes(manifest)) {
    section(SECTIONS[node.resource_type] ?? 'nodes').set(
      node.unique_id,
      fromHost(shownToTemplates(node, UNCOMPILED)),
    );
  }
  for (const [id, group] of manifest.groups) section('groups').set(id, fromHost(group));
  return graph;
}

/** `pre_hooks` and `post_hooks` of the node; None for operations. */
export function hooksValue(context: RunContext, key: 'pre-hook' | 'post-hook'): Value {
  const { node } = context;
  if (!node || node.resource_type === 'operation') return null;
  if (node.resource_type === 'test') return [];
  if (batchSettings(context).has(key)) return [];
  return hooksOf(node.config[key] ?? []).map(({ sql, transaction, index }) =>
    fromHost(index === null ? { sql, transaction } : { sql, transaction, index }),
  );
}
