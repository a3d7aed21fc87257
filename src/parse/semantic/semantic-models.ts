import type { Measure, SemanticModelNode } from '../../manifest/index.ts';
import { isMapping } from '../../project/yaml.ts';
import { attempt, lazySpan } from '../context/context.ts';
import { listOf, mappingOf, objectOf, textOf } from '../context/data.ts';
import { captureLine } from '../nodes/capture-line.ts';
import type { Tools } from '../nodes/tools.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';
import { type BuiltDescribed, describedFields, placedAt } from './described.ts';
import { dimensionsOf, entitiesOf, measuresOf } from './elements.ts';

/** A semantic model before its ref is looked up. */
export interface BuiltSemanticModel extends BuiltDescribed<SemanticModelNode> {
  /** The measures that say `create_metric: true`. */
  readonly created: readonly Measure[];
}

/** Builds all semantic models. */
export function buildSemanticModels(
  tools: Tools,
  entries: readonly PropertyEntry[],
): readonly BuiltSemanticModel[] {
  return entries
    .filter((entry) => entry.section === 'semantic_models')
    .flatMap(
      (entry) =>
        attempt(tools.context.report, () => build(tools, entry), { at: placeIn(entry, 'name') }) ?? [],
    );
}

function build(tools: Tools, entry: PropertyEntry): BuiltSemanticModel {
  const { data, name } = entry;
  const given = { name, label: textOf(data.label), config: objectOf(data.config) };
  const fields = describedFields(tools, entry, 'semantic_model', given);
  const { meta } = fields.config;
  const owner = { entry, id: fields.unique_id, resourceType: 'semantic_model' };
  const model = String(data.model);
  const at = lazySpan(entry.file.shownPath, () => placeIn(entry, 'model'));
  const captured = captureLine(tools, owner, model, at);
  const measures = measuresOf(entry, meta);
  const node: SemanticModelNode = {
    ...fields,
    model,
    node_relation: null,
    description: textOf(data.description),
    defaults: isMapping(data.defaults)
      ? { agg_time_dimension: textOf(data.defaults.agg_time_dimension) }
      : null,
    entities: entitiesOf(entry, meta),
    measures,
    dimensions: dimensionsOf(entry, meta),
    primary_entity: textOf(data.primary_entity),
    refs: captured.refs.map(({ at: _, ...ref }) => ref),
  };
  const creating = listOf(data.measures).map((one) => mappingOf(one).create_metric === true);
  return { ...placedAt(entry, node, captured), created: measures.filter((_, index) => creating[index]) };
}
