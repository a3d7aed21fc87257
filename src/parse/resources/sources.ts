import { type Diagnostic, failure, type Span } from '../../core/diagnostic.ts';
import { nodeId } from '../../core/ids.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { type NodeConfig, type SourceNode, sourceSettings } from '../../manifest/index.ts';
import { isMapping } from '../../project/yaml.ts';
import { finishConfig } from '../config/config-finish.ts';
import { attempt, lazySpan } from '../context/context.ts';
import { listOf, mappingOf, objectOf, textOf, textsOf, toJson, unique } from '../context/data.ts';
import { fqnOf } from '../files/node-files.ts';
import type { Draft } from '../nodes/built.ts';
import { relationName } from '../nodes/relation-name.ts';
import type { Tools } from '../nodes/tools.ts';
import { readColumns } from '../properties/columns.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';
import { mergeFreshness } from './freshness.ts';
import { doubleOverrides, overriddenSource, unusedOverrides } from './source-overrides.ts';

type Data = { readonly [key: string]: unknown };

/** A table of a source, with what is needed to build its tests. */
export interface BuiltSource {
  readonly node: Draft<SourceNode>;
  readonly entry: PropertyEntry;
  readonly table: Data;
  /** Which table of the entry it is. */
  readonly position: number;
  readonly at: Span;
}

/** Builds all tables of all sources; an entry with `overrides` changes a package's source and makes none itself. */
export function buildSources(tools: Tools, entries: readonly PropertyEntry[]): readonly BuiltSource[] {
  const all = entries.filter((entry) => entry.section === 'sources');
  const overrides = all.filter((entry) => typeof entry.data.overrides === 'string');
  for (const problem of [...unusedOverrides(all, overrides), ...doubleOverrides(overrides)])
    tools.context.report(problem);
  return all
    .filter((entry) => entry.data.overrides === undefined)
    .flatMap((entry) => tablesOf(tools, entry, overriddenSource(entry, overrides)));
}

function tablesOf(tools: Tools, written: PropertyEntry, data: Data): readonly BuiltSource[] {
  const entry = { ...written, data };
  return listOf(data.tables)
    .map(mappingOf)
    .flatMap((table, position) => {
      const at = lazySpan(entry.file.shownPath, () => placeIn(entry, 'tables', position, 'name'));
      const node = attempt(tools.context.report, () => sourceNode(tools, entry, table), {
        at,
      });
      return node === undefined ? [] : [{ node, entry, table, position, at }];
    });
}

function sourceNode(tools: Tools, entry: PropertyEntry, table: Data): SourceNode {
  checkLoadedAt(entry.data, table);
  const { context } = tools;
  const { data: source, file } = entry;
  const name = String(table.name);
  const fqn = [...fqnOf(file.packageName, file.relativePath, entry.name), name];
  const request = configRequest(entry, table, fqn);
  const config = finishConfig('source', tools.configs.merged(request));
  const quoting: JsonObject = { ...NO_QUOTING, ...objectOf(source.quoting), ...objectOf(table.quoting) };
  const names = {
    database: textOf(source.database) || context.world.target.database,
    schema: textOf(source.schema) || entry.name,
    alias: textOf(table.identifier) || name,
  };
  const measured = loading(config);
  if (config.enabled && isUnmeasurable(measured)) tools.context.report(unmeasurable(entry, name));
  return {
    database: names.database,
    schema: names.schema,
    name,
    resource_type: 'source',
    package_name: file.packageName,
    path: file.path,
    original_file_path: file.path,
    unique_id: nodeId(`source.${file.packageName}.${entry.name}.${name}`),
    fqn,
    ...wordsOf(entry, table),
    identifier: names.alias,
    quoting,
    ...measured,
    meta: config.meta,
    tags: config.tags,
    config,
    patch_path: null,
    unrendered_config: tools.configs.unrendered(request),
    relation_name: sqlName(tools, config, names, quoting, { name, source: entry.name }),
    created_at: context.createdAt,
    unrendered_database: textOf(entry.written.database),
    unrendered_schema: textOf(entry.written.schema),
    doc_blocks: [],
  };
}

const configRequest = ({ data, file }: PropertyEntry, table: Data, fqn: readonly string[]) => ({
  kind: 'source' as const,
  packageName: file.packageName,
  fqn,
  patch: spokenConfig(data, table),
  call: {},
});

/** What the author says of a source and its table. */
const wordsOf = ({ data: source, name }: PropertyEntry, table: Data) => ({
  source_name: name,
  source_description: textOf(source.description) ?? '',
  loader: textOf(source.loader) ?? '',
  external: externalOf(table.external),
  description: textOf(table.description) ?? '',
  columns: readColumns(table.columns),
  source_meta: { ...objectOf(source.meta), ...objectOf(mappingOf(source.config).meta) },
});

const NO_QUOTING: JsonObject = { database: null, schema: null, identifier: null, column: null };

const loading = (config: NodeConfig) => ({
  loaded_at_field: textOf(config.loaded_at_field),
  loaded_at_query: textOf(config.loaded_at_query),
  freshness: isMapping(config.freshness) ? objectOf(config.freshness) : null,
});

/** Whether there are limits but nothing that tells when rows came. */
const isUnmeasurable = ({
  freshness,
  loaded_at_field,
  loaded_at_query,
}: ReturnType<typeof loading>): boolean =>
  loaded_at_field === null &&
  loaded_at_query === null &&
  [freshness?.warn_after, freshness?.error_after].some((limit) => (objectOf(limit).count ?? null) !== null);

const unmeasurable = (entry: PropertyEntry, table: string): Diagnostic => ({
  code: 'TD509',
  level: 'warn',
  message: `The configured adapter does not support metadata-based freshness. A loaded_at_field must be specified for source '${entry.name}.${table}'.`,
  at: placeIn(entry, 'name'),
  help: 'name the column that tells when a row came: loaded_at_field',
  event: { name: 'FreshnessConfigProblem' },
});

function checkLoadedAt(...said: readonly Data[]): void {
  if (said.every((one) => one.loaded_at_field !== '')) return;
  throw failure('TD206', 'loaded_at_field cannot be an empty string.', {
    help: 'loaded_at_field: null, for none',
  });
}

/** What the source and the table say as configs; the table wins. */
function spokenConfig(source: Data, table: Data): JsonObject {
  const [ofSource, ofTable] = [mappingOf(source.config), mappingOf(table.config)];
  const freshness = mergeFreshness([source, ofSource, table, ofTable]);
  const config: { [key: string]: Json } = { ...objectOf(ofSource), ...objectOf(ofTable) };
  if (freshness === undefined) delete config.freshness;
  else config.freshness = freshness;
  const tags = [source, ofSource, table, ofTable].flatMap((one) => textsOf(one.tags));
  return {
    ...config,
    ...loadedAt(source, table),
    meta: {
      ...objectOf(source.meta),
      ...objectOf(ofSource.meta),
      ...objectOf(table.meta),
      ...objectOf(ofTable.meta),
    },
    tags: unique(tags).toSorted(),
  };
}

/** A table that names a field, also `null`, does not take the source's field or query. */
function loadedAt(source: Data, table: Data): JsonObject {
  const own = (data: Data, key: string): Json => toJson(data[key] ?? mappingOf(data.config)[key]);
  const namesField = 'loaded_at_field' in table || own(table, 'loaded_at_field') !== null;
  const tableQuery = own(table, 'loaded_at_query');
  return {
    loaded_at_field: namesField ? own(table, 'loaded_at_field') : own(source, 'loaded_at_field'),
    loaded_at_query: tableQuery ?? (namesField ? null : own(source, 'loaded_at_query')),
  };
}

function externalOf(value: unknown): JsonObject | null {
  if (!isMapping(value)) return null;
  const empty = {
    location: null,
    file_format: null,
    row_format: null,
    tbl_properties: null,
    partitions: null,
  };
  return { ...empty, ...objectOf(value) };
}

function sqlName(
  tools: Tools,
  config: NodeConfig,
  names: { database: string | null; schema: string; alias: string },
  quoting: JsonObject,
  source: { name: string; source: string },
): string {
  const { adapter } = tools.context.world;
  const external = adapter.sourceRelation?.(sourceSettings(config.meta ?? {}, config), {
    name: source.name,
    identifier: names.alias,
    schema: names.schema,
  });
  return external ?? relationName(tools.context, names, quoting);
}
