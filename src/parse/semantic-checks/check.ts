import type { Diagnostic, Span } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import type { ModelNode } from '../../manifest/index.ts';
import { type ParseContext, projectFlag } from '../context/context.ts';
import type { Layer, Rule } from './finding.ts';
import { labelsRule } from './labels.ts';
import { measuresRule } from './measures.ts';
import { metricsRule } from './metrics.ts';
import { modelsRule } from './models.ts';
import { namesRule } from './names.ts';
import { hasTimeSpine, OLD_TIME_SPINE, spineGrain } from './time-spines.ts';

const RULES: readonly Rule[] = [namesRule, labelsRule, modelsRule, measuresRule, metricsRule];

/** All that is inconsistent in the semantic layer (TD225); nothing is asked where metrics or semantic models are missing. */
export function checkSemantics(
  context: ParseContext,
  layer: Layer,
  models: readonly ModelNode[],
  placeOf: (id: NodeId) => Span | undefined,
): readonly Diagnostic[] {
  const spine =
    layer.semanticModels.length > 0 && !hasTimeSpine(models) ? [missingSpine(layer, placeOf)] : [];
  if (layer.metrics.length === 0 || layer.semanticModels.length === 0) return spine;
  const findings = RULES.flatMap((rule) => rule(layer)).map(({ about, level, message, help }): Diagnostic => {
    const at = placeOf(about.unique_id);
    return {
      code: 'TD225',
      level,
      message,
      node: about.unique_id,
      ...(at ? { at } : {}),
      ...(help ? { help } : {}),
    };
  });
  return [...spine, ...findings, ...oldSpellings(context, layer, models, placeOf)];
}

function missingSpine({ semanticModels }: Layer, placeOf: (id: NodeId) => Span | undefined): Diagnostic {
  const at = semanticModels[0] && placeOf(semanticModels[0].unique_id);
  return {
    code: 'TD225',
    message:
      'The semantic layer requires a time spine model with granularity DAY or smaller in the project, but none was found.',
    ...(at ? { at } : {}),
    help: 'make a model with one row per day and give it time_spine: standard_granularity_column: …',
  };
}

/** Spellings of the semantic layer that dbt calls deprecated. */
function oldSpellings(
  context: ParseContext,
  { metrics }: Layer,
  models: readonly ModelNode[],
  placeOf: (id: NodeId) => Span | undefined,
): readonly Diagnostic[] {
  const loose = metrics.find(
    ({ type_params: { window, grain_to_date } }) => window !== null || grain_to_date !== null,
  );
  const spine = models.find((model) => model.name === OLD_TIME_SPINE && model.time_spine === null);
  const isCovered = models.some((model) => spineGrain(model) === 'day');
  const out: Diagnostic[] = [];
  if (loose) {
    const at = placeOf(loose.unique_id);
    const isError = projectFlag(context, 'require_nested_cumulative_type_params', false);
    out.push({
      code: isError ? 'TD225' : 'TD219',
      message: isError
        ? `Cumulative fields \`type_params.window\` and \`type_params.grain_to_date\` should be nested under \`type_params.cumulative_type_params\`. Invalid metrics: ${loose.name}`
        : `MFCumulativeTypeParamsDeprecation: cumulative fields \`type_params.window\` and \`type_params.grain_to_date\` have moved (metric ${loose.name})`,
      ...(at ? { at } : {}),
      help: 'put window: and grain_to_date: under type_params: cumulative_type_params:',
    });
  }
  if (spine && !isCovered && !projectFlag(context, 'require_yaml_configuration_for_mf_time_spines', false)) {
    const at = placeOf(spine.unique_id);
    out.push({
      code: 'TD219',
      message: `MFTimespineWithoutYamlConfigurationDeprecation: the time spine ${OLD_TIME_SPINE} is not described in YAML`,
      ...(at ? { at } : {}),
      help: 'describe the model with time_spine: standard_granularity_column: date_day, and the column with granularity: day',
    });
  }
  return out;
}
