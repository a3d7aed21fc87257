import type { Json, JsonObject } from '../../core/json.ts';
import type { Export, NodeConfig, SavedQueryNode } from '../../manifest/index.ts';
import { attempt } from '../context/context.ts';
import { listOf, mappingOf, objectOf, textOf, textsOf, unique } from '../context/data.ts';
import { NOTHING } from '../nodes/capture.ts';
import { linePart } from '../nodes/capture-line.ts';
import type { Tools } from '../nodes/tools.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';
import { type BuiltDescribed, describedFields, placedAt } from './described.ts';
import { whereFilter } from './filters.ts';
import { wordOf } from './words.ts';

/** A saved query before its metrics are looked up. */
export type BuiltSavedQuery = BuiltDescribed<SavedQueryNode>;

/** Builds all saved queries. */
export function buildSavedQueries(
  tools: Tools,
  entries: readonly PropertyEntry[],
): readonly BuiltSavedQuery[] {
  return entries
    .filter((entry) => entry.section === 'saved_queries')
    .flatMap(
      (entry) =>
        attempt(tools.context.report, () => build(tools, entry), { at: placeIn(entry, 'name') }) ?? [],
    );
}

function build(tools: Tools, entry: PropertyEntry): BuiltSavedQuery {
  const { data, name } = entry;
  const given = { name, label: textOf(data.label), config: objectOf(data.config) };
  const fields = describedFields(tools, entry, 'saved_query', given);
  const query = mappingOf(data.query_params);
  const node: SavedQueryNode = {
    ...fields,
    query_params: {
      metrics: textsOf(query.metrics),
      group_by: textsOf(query.group_by),
      where: whereFilter(query.where),
      order_by: textsOf(query.order_by),
      limit: typeof query.limit === 'number' ? query.limit : null,
    },
    exports: listOf(data.exports).map((one, at) => exportOf(tools, entry, fields.config, mappingOf(one), at)),
    description: textOf(data.description),
    tags: unique([...textsOf(data.tags), ...textsOf(fields.config.tags)]).toSorted(),
  };
  return placedAt(entry, node, NOTHING);
}

/** An export: what it does not say itself, the saved query's config says, else the target. */
function exportOf(
  tools: Tools,
  entry: PropertyEntry,
  config: NodeConfig,
  data: { readonly [key: string]: unknown },
  at: number,
): Export {
  const own = objectOf(data.config);
  const said = (key: string): Json => own[key] ?? config[key] ?? null;
  const name = String(data.name);
  const names = exportNames(tools, entry, name, { database: said('database'), alias: said('alias') });
  return {
    name,
    config: {
      export_as: wordOf(
        'ExportDestinationType',
        said('export_as'),
        entry,
        'exports',
        at,
        'config',
        'export_as',
      ),
      schema_name: textOf(said('schema_name')) ?? textOf(said('schema')) ?? names.schema,
      alias: textOf(said('alias')) ?? names.alias,
      database: names.database,
    },
    unrendered_config: own,
  };
}

function exportNames(tools: Tools, entry: PropertyEntry, name: string, config: JsonObject) {
  const { packageName } = entry.file;
  const part = () => linePart(tools, { entry, id: name, resourceType: 'saved_query' });
  return tools.namer({ name, packageName, part, config, version: null, at: placeIn(entry, 'exports') });
}
