import type { SemanticModelNode } from '../../manifest/index.ts';
import { type Finding, type Rule, repeated, wrong } from './finding.ts';

/** Labels tell things apart for readers: each is used once among its kind. */
export const labelsRule: Rule = ({ metrics, semanticModels }) => [
  ...repeated(metrics, ({ label }) => label).map(([metric, first]) =>
    wrong(
      metric,
      `Can't use label \`${metric.label}\` for metric \`${metric.name}\` as it's already used for metric \`${first.name}\``,
    ),
  ),
  ...repeated(semanticModels, ({ label }) => label).map(([model, first]) =>
    wrong(
      model,
      `Can't use label \`${model.label}\` for semantic model \`${model.name}\` as it's already used for semantic model \`${first.name}\``,
    ),
  ),
  ...semanticModels.flatMap(elementLabels),
];

function elementLabels(model: SemanticModelNode): readonly Finding[] {
  const kinds = { Dimension: model.dimensions, Entity: model.entities, Measure: model.measures };
  return Object.entries(kinds).flatMap(([kind, elements]) =>
    repeated<{ readonly label: string | null }>(elements, ({ label }) => label).map(([{ label }]) =>
      wrong(
        model,
        `${kind} labels must be unique within a semantic model. The label \`${label}\` is used twice on semantic model \`${model.name}\``,
      ),
    ),
  );
}
