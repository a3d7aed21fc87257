import type { MetricNode, SavedQueryNode, TimeWindow } from '../../manifest/index.ts';
import { WORDS } from '../semantic/words.ts';
import { type Finding, type Layer, type Rule, wrong } from './finding.ts';

/** Metrics and saved queries have what their type needs, and windows that mean something. */
export const metricsRule: Rule = (layer) => [
  ...layer.metrics.flatMap((metric) => [
    ...derivedFindings(metric),
    ...cumulativeFindings(metric),
    ...conversionFindings(metric, layer),
    ...offsetFindings(metric),
  ]),
  ...layer.savedQueries.flatMap((query) => queryFindings(query, layer)),
];

const GRAINS: ReadonlySet<string> = new Set(WORDS.TimeGranularity);

function derivedFindings(metric: MetricNode): readonly Finding[] {
  if (metric.type !== 'derived') return [];
  const { metrics, expr } = metric.type_params;
  if (metrics.length === 0)
    return [
      wrong(
        metric,
        `No input metrics found for derived metric '${metric.name}'. Please add metrics to type_params.metrics.`,
      ),
    ];
  const warn = (message: string): Finding => ({ about: metric, level: 'warn', message });
  if (expr === null) return [warn(`No \`expr\` set for derived metric ${metric.name}.`)];
  return metrics.flatMap(({ name, alias }) =>
    expr.includes(alias ?? name)
      ? []
      : [
          warn(
            `Input metric '${alias ?? name}' is not used in \`expr\`: '${expr}' for derived metric '${metric.name}'.`,
          ),
        ],
  );
}

function cumulativeFindings(metric: MetricNode): readonly Finding[] {
  const params = metric.type_params.cumulative_type_params;
  if (params === null) return [];
  const { window, grain_to_date: grain } = params;
  return [
    ...(grain !== null && !GRAINS.has(grain)
      ? [wrong(metric, `Invalid time granularity found in \`grain_to_date\`: '${grain}'.`)]
      : []),
    ...(window !== null && grain !== null
      ? [
          wrong(
            metric,
            'Both window and grain_to_date set for cumulative metric. Please set one or the other.',
          ),
        ]
      : []),
    ...windowFindings(metric, window),
  ];
}

function windowFindings(metric: MetricNode, window: TimeWindow | null): readonly Finding[] {
  if (window === null || GRAINS.has(window.granularity)) return [];
  const { count, granularity } = window;
  return [wrong(metric, `Invalid time granularity '${granularity}' in window: '${count} ${granularity}'`)];
}

function conversionFindings(metric: MetricNode, { semanticModels }: Layer): readonly Finding[] {
  const params = metric.type_params.conversion_type_params;
  if (params === null) return [];
  const inputs = [
    { measure: params.base_measure, role: 'base' },
    { measure: params.conversion_measure, role: 'conversion' },
  ];
  return [
    ...windowFindings(metric, params.window),
    ...inputs.flatMap(({ measure: { name }, role }) => {
      const model = semanticModels.find((one) => one.measures.some((measure) => measure.name === name));
      const measure = model?.measures.find((one) => one.name === name);
      if (model === undefined || measure === undefined) return [];
      const counts =
        ['count', 'count_distinct'].includes(measure.agg) || (measure.agg === 'sum' && measure.expr === '1');
      return [
        ...(model.entities.some((entity) => entity.name === params.entity)
          ? []
          : [wrong(metric, `Entity: ${params.entity} not found in ${role} semantic model: ${model.name}.`)]),
        ...(counts
          ? []
          : [
              wrong(
                metric,
                `For conversion metrics, the measure must be COUNT/SUM(1)/COUNT_DISTINCT. Measure: ${name} is agg type: ${measure.agg}`,
              ),
            ]),
      ];
    }),
  ];
}

const offsetFindings = (metric: MetricNode): readonly Finding[] =>
  metric.type_params.metrics.flatMap(({ name, offset_window: window, offset_to_grain: grain }) => [
    ...(grain !== null && !GRAINS.has(grain)
      ? [wrong(metric, `Invalid time granularity found in \`offset_to_grain\`: '${grain}'.`)]
      : []),
    ...(window !== null && grain !== null
      ? [
          wrong(
            metric,
            `Both offset_window and offset_to_grain set for derived metric '${metric.name}' on input metric '${name}'. Please set one or the other.`,
          ),
        ]
      : []),
  ]);

const CALL = /^\s*(?:TimeDimension|Dimension|Entity|Metric)\s*\(\s*(['"])([^'"]+)\1/;

/** A saved query groups by what is there; its metrics were looked up before. */
function queryFindings(query: SavedQueryNode, { semanticModels, metrics }: Layer): readonly Finding[] {
  const known = new Set([
    'metric_time',
    ...metrics.map(({ name }) => name),
    ...semanticModels.flatMap((model) => [...model.entities, ...model.dimensions].map(({ name }) => name)),
  ]);
  return query.query_params.group_by.flatMap((text) => {
    const name = CALL.exec(text)?.[2]?.split('__').at(-1);
    const isKnown = name !== undefined && known.has(name);
    return isKnown || GRAINS.has(name ?? '')
      ? []
      : [wrong(query, `\`${text}\` is not a valid group-by name.`, "write Dimension('entity__name')")];
  });
}
