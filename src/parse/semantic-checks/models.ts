import type { SemanticModelNode } from '../../manifest/index.ts';
import { type Finding, type Rule, repeated, wrong } from './finding.ts';

/** Semantic models can be joined and grouped: one primary entity, a time dimension that is there, dimensions that agree. */
export const modelsRule: Rule = ({ semanticModels }) => [
  ...semanticModels.flatMap(primaryEntity),
  ...semanticModels.flatMap(defaultTime),
  ...dimensionPairs(semanticModels),
  ...dimensionTypes(semanticModels),
];

const primaryNames = (model: SemanticModelNode): readonly string[] =>
  model.entities.filter(({ type }) => type === 'primary').map(({ name }) => name);

function primaryEntity(model: SemanticModelNode): readonly Finding[] {
  const names = primaryNames(model);
  const [first] = names;
  if (names.length > 1)
    return [
      wrong(
        model,
        `Semantic models can have only one primary entity. The semantic model \`${model.name}\` has ${names.length}: ${names.join(', ')}`,
      ),
    ];
  if (first !== undefined && model.primary_entity !== null)
    return [
      wrong(
        model,
        `The semantic model \`${model.name}\` has an entity named \`${first}\` with type primary but it also has the \`primary_entity\` field set to \`${model.primary_entity}\`. Both should not be present in the model.`,
      ),
    ];
  return model.dimensions.length > 0 && first === undefined && model.primary_entity === null
    ? [
        wrong(
          model,
          `The semantic model ${model.name} contains dimensions, but it does not define a primary entity.`,
          'give one entity type: primary, or set primary_entity: on the semantic model',
        ),
      ]
    : [];
}

function defaultTime(model: SemanticModelNode): readonly Finding[] {
  const time = model.defaults?.agg_time_dimension ?? null;
  if (time === null || model.dimensions.some((one) => one.name === time && one.type === 'time')) return [];
  return [
    wrong(
      model,
      `Default aggregation time dimension was specified as '${time}' which doesn't exist as a time dimension in semantic model named '${model.name}'.`,
    ),
  ];
}

function dimensionPairs(models: readonly SemanticModelNode[]): readonly Finding[] {
  const pairs = models.flatMap((model) => {
    const entity = model.primary_entity ?? primaryNames(model)[0] ?? null;
    return entity === null ? [] : model.dimensions.map(({ name }) => ({ model, entity, name }));
  });
  return repeated(pairs, ({ entity, name }) => `${entity} ${name}`).flatMap(
    ([{ model, entity, name }, first]) =>
      model === first.model
        ? []
        : [
            wrong(
              model,
              `Duplicate dimension + primary entity pairing detected, dimension + primary entity pairings must be unique. Semantic model \`${model.name}\` has a primary entity of \`${entity}\` and dimension \`${name}\`, as has \`${first.model.name}\`.`,
            ),
          ],
  );
}

function dimensionTypes(models: readonly SemanticModelNode[]): readonly Finding[] {
  const all = models.flatMap((model) => model.dimensions.map((dimension) => ({ model, dimension })));
  return repeated(all, ({ dimension }) => dimension.name).flatMap(([{ model, dimension }, first]) =>
    dimension.type === first.dimension.type
      ? []
      : [
          wrong(
            model,
            `In semantic model \`${model.name}\`, type conflict for dimension \`${dimension.name}\` - already in model as type \`${first.dimension.type}\` but got \`${dimension.type}\``,
          ),
        ],
  );
}
