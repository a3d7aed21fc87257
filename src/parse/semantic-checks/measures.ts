import type { Measure, SemanticModelNode } from '../../manifest/index.ts';
import { type Finding, type Rule, repeated, wrong } from './finding.ts';

/** Measures can be computed: their expression, percentile and time dimension are there; each name is used once. */
export const measuresRule: Rule = ({ semanticModels }) => {
  const all = semanticModels.flatMap((model) => model.measures.map((measure) => ({ model, measure })));
  return [
    ...repeated(all, ({ measure }) => measure.name).map(([{ model, measure }, first]) =>
      wrong(
        model,
        `Found measure with name ${measure.name} in multiple semantic models with names (['${first.model.name}'])`,
      ),
    ),
    ...all.flatMap(({ model, measure }) => [
      ...countFindings(model, measure),
      ...percentileFindings(model, measure),
      ...timeFindings(model, measure),
      ...nonAdditiveFindings(model, measure),
    ]),
  ];
};

function countFindings(model: SemanticModelNode, { name, agg, expr }: Measure): readonly Finding[] {
  if (agg !== 'count') return [];
  if (expr === null)
    return [
      wrong(
        model,
        `Measure '${name}' uses a COUNT aggregation, which requires an expr to be provided.`,
        'expr: 1 counts all rows',
      ),
    ];
  return /^distinct /i.test(expr)
    ? [
        wrong(
          model,
          `Measure '${name}' uses a 'count' aggregation with a DISTINCT expr: '${expr}'.`,
          'agg: count_distinct',
        ),
      ]
    : [];
}

function percentileFindings(
  model: SemanticModelNode,
  { name, agg, agg_params }: Measure,
): readonly Finding[] {
  const percentile = agg_params?.percentile ?? null;
  if (agg === 'percentile') {
    if (percentile === null)
      return [
        wrong(
          model,
          `Measure '${name}' uses a PERCENTILE aggregation, which requires agg_params.percentile to be provided.`,
        ),
      ];
    return percentile > 0 && percentile < 1
      ? []
      : [
          wrong(
            model,
            `Percentile aggregation parameter for measure '${name}' is '${percentile}', but must be between 0 and 1 (non-inclusive).`,
          ),
        ];
  }
  const isMedian = agg === 'median' && (percentile === null || percentile === 0.5);
  const isUsed =
    agg_params?.use_discrete_percentile || (agg !== 'median' && agg_params?.use_approximate_percentile);
  return (percentile === null || isMedian) && !isUsed
    ? []
    : [
        wrong(
          model,
          `Measure '${name}' with aggregation '${agg}' uses agg_params only relevant to Percentile measures.`,
        ),
      ];
}

/** The time dimension that a measure is added up by. */
const timeOf = (model: SemanticModelNode, measure: Measure): string | null =>
  measure.agg_time_dimension ?? model.defaults?.agg_time_dimension ?? null;

const isTime = (model: SemanticModelNode, name: string): boolean =>
  model.dimensions.some((one) => one.name === name && one.type === 'time');

function timeFindings(model: SemanticModelNode, measure: Measure): readonly Finding[] {
  const time = timeOf(model, measure);
  if (time === null)
    return [
      wrong(
        model,
        `Aggregation time dimension for measure ${measure.name} on semantic model ${model.name} is not set!`,
        'set defaults: agg_time_dimension: on the semantic model, or agg_time_dimension: on the measure',
      ),
    ];
  if (isTime(model, time)) return [];
  return [
    wrong(
      model,
      `In semantic model '${model.name}', measure '${measure.name}' has the aggregation time dimension set to '${time}', which is not a valid time dimension in the semantic model`,
    ),
  ];
}

function nonAdditiveFindings(model: SemanticModelNode, measure: Measure): readonly Finding[] {
  const rule = measure.non_additive_dimension;
  if (rule === null) return [];
  const start = `Measure '${measure.name}' has a non_additive_dimension with`;
  const named = model.dimensions.find((one) => one.name === rule.name);
  const entities = new Set(model.entities.map(({ name }) => name));
  const lost = rule.window_groupings.filter((name) => !entities.has(name));
  const problems = [
    named === undefined &&
      `${start} name '${rule.name}' that is not defined as a dimension in semantic model '${model.name}'.`,
    named?.type === 'categorical' &&
      `${start} name '${rule.name}' that is defined as a categorical dimension which is not supported.`,
    !['min', 'max'].includes(rule.window_choice) &&
      `${start} an invalid 'window_choice' of '${rule.window_choice}'. Only choices supported are 'min' or 'max'.`,
    lost.length > 0 &&
      `${start} an invalid 'window_groupings'. These entities ${lost.join(', ')} do not exist in the semantic model.`,
  ];
  return problems.flatMap((problem) => (problem === false ? [] : [wrong(model, problem)]));
}
