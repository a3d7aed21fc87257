/** A world, macros and nodes for tests of scopes: written inline, with a real DuckDB in memory. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import duckdb from '../../adapters/duckdb/index.ts';
import type { Adapter, Connection, Warehouse } from '../../src/adapter/index.ts';
import type { Event } from '../../src/core/events.ts';
import { type MacroId, macroId, type NodeId, nodeId, runId } from '../../src/core/ids.ts';
import type { JsonObject } from '../../src/core/json.ts';
import {
  createMacroIndex,
  type Manifest,
  type ManifestNode,
  type ModelNode,
  type SourceNode,
  type TestNode,
} from '../../src/manifest/index.ts';
import {
  createRelationCache,
  type Macros,
  type Runtime,
  type Session,
  type World,
} from '../../src/scope/index.ts';
import { type Definition, parseTemplate } from '../../src/template/index.ts';

const adapter: Adapter = duckdb;

/** What a test's project holds. */
export interface Inline {
  /** Macro files by package: `{ p: '{% macro a() %}…' }`. The standard library is always there. */
  readonly macros?: Readonly<Record<string, string>>;
  /** Models by name. */
  readonly models?: Readonly<Record<string, string>>;
  readonly configs?: Readonly<Record<string, JsonObject>>;
  readonly vars?: JsonObject;
  readonly flags?: JsonObject;
  /** Generic tests by name: the test macro and its arguments. */
  readonly tests?: Readonly<Record<string, { readonly macro: string; readonly kwargs: JsonObject }>>;
  /** Tables of the source `raw`, by name: the schema they are in. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** A runtime and what happened in it. */
export interface Fixture {
  readonly runtime: Runtime;
  readonly events: Event[];
  readonly warehouse: Warehouse;
  session(): Promise<Session>;
  node(name: string): ManifestNode;
  close(): Promise<void>;
}

const PROJECT = 'p';

/** The world of project `p` on an in-memory DuckDB. */
export function inlineWorld({ vars = {}, flags = {} }: Inline, events: Event[] = []): World {
  return {
    projectName: PROJECT,
    adapter,
    target: { name: 'dev', type: adapter.name, schema: 'main', database: 'memory', threads: 1 },
    vars: { lookup: (name) => vars[name], all: () => vars },
    envVar: (name, fallback) => {
      if (fallback === undefined) throw new Error(`Env var required but not provided: '${name}'`);
      return fallback;
    },
    metadataEnv: {},
    flags: { WHICH: 'run', FULL_REFRESH: false, ...flags },
    invocationId: runId('00000000-0000-0000-0000-000000000000'),
    invocationArgs: { which: 'run' },
    runStartedAt: new Date('2024-05-06T07:08:09.123Z'),
    quoting: { database: true, schema: true, identifier: true },
    emit: (event) => void events.push(event),
  };
}

/** The standard library, the adapter's macros and those of the test. */
export function inlineMacros(macros: Readonly<Record<string, string>> = {}): Macros {
  const definitions = new Map<MacroId, Definition>();
  const known: { unique_id: MacroId; name: string; package_name: string }[] = [];
  const read = (packageName: string, text: string, file: string): void => {
    for (const definition of definitionsOf(text, file)) {
      const id = macroId(`macro.${packageName}.${definition.name}`);
      definitions.set(id, definition);
      known.push({ unique_id: id, name: definition.name, package_name: packageName });
    }
  };
  const folder = (packageName: string, root: string): void => {
    for (const path of globSync('**/*.sql', { cwd: root }).filter((one) => !one.startsWith('bank'))) {
      read(packageName, readFileSync(join(root, path), 'utf8'), path);
    }
  };
  folder('dbt', join(import.meta.dirname, '../../macros'));
  folder(`dbt_${adapter.name}`, adapter.macros);
  for (const [packageName, text] of Object.entries(macros))
    read(packageName, text, `macros/${packageName}.sql`);
  const index = createMacroIndex({
    macros: known,
    rootPackage: PROJECT,
    standardPackages: [`dbt_${adapter.name}`, 'dbt'],
    adapterPrefixes: [adapter.name, 'default'],
    dispatch: [],
    allowPackageMaterializations: false,
  });
  return { index, definitions };
}

/** Definitions are values: the standard library is parsed once for all tests of a file. */
const parsed = new Map<string, readonly Definition[]>();

function definitionsOf(text: string, file: string): readonly Definition[] {
  const known = parsed.get(text) ?? parseTemplate(text, { file }).definitions;
  parsed.set(text, known);
  return known;
}

/** A runtime with the given models; refs of their text are their parents. */
export async function fixture(inline: Inline = {}): Promise<Fixture> {
  const events: Event[] = [];
  const world = inlineWorld(inline, events);
  const macros = inlineMacros(inline.macros);
  const nodes = new Map<NodeId, ManifestNode>();
  for (const [name, sql] of Object.entries(inline.models ?? {})) {
    const node = model(name, sql, inline.configs?.[name] ?? {});
    nodes.set(node.unique_id, node);
  }
  for (const [name, given] of Object.entries(inline.tests ?? {})) {
    const node = genericTest(name, given.macro, given.kwargs);
    nodes.set(node.unique_id, node);
  }
  const sources = new Map(
    Object.entries(inline.sources ?? {}).map(([name, schema]) => sourceEntry(name, schema)),
  );
  const warehouse = await adapter.open(
    adapter.parseConfig(
      { type: adapter.name, path: ':memory:' },
      { projectRoot: '.', place: () => undefined },
    ),
    {
      projectRoot: '.',
      threads: 1,
    },
  );
  const runtime: Runtime = {
    ...world,
    manifest: manifest(nodes, sources, macros),
    macros,
    templates: new Map(),
    cache: createRelationCache(adapter),
    selected: [],
    compiled: new Map(),
  };
  const connections: Connection[] = [];
  return {
    runtime,
    events,
    warehouse,
    session: async () => {
      const connection = await warehouse.connect();
      connections.push(connection);
      return {
        connection,
        name: 'test',
        node: null,
        thread: 'Thread-1',
        signal: new AbortController().signal,
      };
    },
    node: (name) => {
      const node =
        nodes.get(nodeId(`model.${PROJECT}.${name}`)) ?? nodes.get(nodeId(`test.${PROJECT}.${name}`));
      if (!node) throw new Error(`no model ${name}`);
      return node;
    },
    close: async () => {
      for (const connection of connections) await connection.close();
      await warehouse.close();
    },
  };
}

function model(name: string, sql: string, config: JsonObject): ModelNode {
  const file = `models/${name}.sql`;
  const parents = [...sql.matchAll(/ref\('(\w+)'/g)].map((match) => nodeId(`model.${PROJECT}.${match[1]}`));
  return {
    resource_type: 'model',
    unique_id: nodeId(`model.${PROJECT}.${name}`),
    name,
    package_name: PROJECT,
    path: `${name}.sql`,
    original_file_path: file,
    fqn: [PROJECT, name],
    database: 'memory',
    schema: 'main',
    alias: name,
    relation_name: `"memory"."main"."${name}"`,
    checksum: { name: 'sha256', checksum: '' },
    config: { enabled: true, materialized: 'view', tags: [], meta: {}, ...config },
    tags: [],
    description: '',
    columns: {},
    meta: {},
    group: null,
    docs: {},
    patch_path: null,
    build_path: null,
    unrendered_config: {},
    created_at: 0,
    doc_blocks: [],
    raw_code: sql,
    language: 'sql',
    refs: [],
    sources: [],
    metrics: [],
    functions: [],
    depends_on: { macros: [], nodes: parents },
    config_call_dict: {},
    unrendered_config_call_dict: {},
    contract: { enforced: false, alias_types: true, checksum: null },
    access: 'protected',
    constraints: [],
    version: null,
    latest_version: null,
    deprecation_date: null,
    primary_key: [],
    time_spine: null,
  };
}

function genericTest(name: string, macro: string, kwargs: JsonObject): TestNode {
  const refs = [...JSON.stringify(kwargs).matchAll(/ref\('(\w+)'/g)];
  return {
    ...model(name, `{{ ${macro}(**_dbt_generic_test_kwargs) }}`, {
      materialized: 'test',
      severity: 'ERROR',
      fail_calc: 'count(*)',
      warn_if: '!= 0',
      error_if: '!= 0',
    }),
    resource_type: 'test',
    unique_id: nodeId(`test.${PROJECT}.${name}`),
    test_metadata: { name: macro, kwargs, namespace: null },
    depends_on: { macros: [], nodes: refs.map((match) => nodeId(`model.${PROJECT}.${match[1]}`)) },
  };
}

function sourceEntry(name: string, schema: string): [NodeId, SourceNode] {
  const id = nodeId(`source.${PROJECT}.raw.${name}`);
  const source: SourceNode = {
    resource_type: 'source',
    unique_id: id,
    name,
    package_name: PROJECT,
    path: 'models/sources.yml',
    original_file_path: 'models/sources.yml',
    fqn: [PROJECT, 'raw', name],
    database: 'memory',
    schema,
    identifier: name,
    source_name: 'raw',
    source_description: '',
    loader: '',
    quoting: {},
    loaded_at_field: null,
    loaded_at_query: null,
    freshness: null,
    external: null,
    description: '',
    columns: {},
    meta: {},
    source_meta: {},
    tags: [],
    config: { enabled: true, tags: [], meta: {} },
    patch_path: null,
    unrendered_config: {},
    relation_name: null,
    created_at: 0,
    unrendered_database: null,
    unrendered_schema: null,
    doc_blocks: [],
  };
  return [id, source];
}

function manifest(
  nodes: ReadonlyMap<NodeId, ManifestNode>,
  sources: ReadonlyMap<NodeId, SourceNode>,
  macros: Macros,
): Manifest {
  const none = new Map();
  return {
    projectName: PROJECT,
    adapterType: adapter.name,
    quoting: {},
    nodes,
    sources,
    exposures: none,
    metrics: none,
    semanticModels: none,
    savedQueries: none,
    unitTests: none,
    groups: none,
    macros: none,
    docs: none,
    disabled: none,
    selectors: {},
    places: new Map(),
    macroIndex: macros.index,
  };
}
