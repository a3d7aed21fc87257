import type { SemanticModelNode } from '../../manifest/index.ts';
import { WORDS } from '../semantic/words.ts';
import { type Finding, type Rule, repeated, wrong } from './finding.ts';

const SHAPE = /^[a-z](?:(?!__)[a-z0-9_])*[a-z0-9]$/;
const GRAINS: ReadonlySet<string> = new Set(WORDS.TimeGranularity);
const RESERVED: ReadonlySet<string> = new Set(['metric_time', 'dbt__internal']);
const KEYWORDS: ReadonlySet<string> = new Set(
  'and as create distinct for from full having in inner into is join left like natural not null on or right select union using where with'.split(
    ' ',
  ),
);

/** Names of everything in the semantic layer can be used in queries, and mean one thing only. */
export const namesRule: Rule = ({ metrics, semanticModels, savedQueries }) => [
  ...[...semanticModels, ...metrics, ...savedQueries].flatMap((node) => nameFindings(node, node.name)),
  ...semanticModels.flatMap(elementNames),
  ...sameNames(metrics, 'metric'),
  ...sameNames(semanticModels, 'semantic model'),
  ...sameNames(savedQueries, 'saved query'),
];

function nameFindings(about: Finding['about'], name: string): readonly Finding[] {
  if (!SHAPE.test(name))
    return [
      wrong(
        about,
        `Invalid name \`${name}\` - names may only contain lower case letters, numbers, and underscores`,
        'begin with a letter, do not end with an underscore, use no two underscores in a row and at least 2 characters',
      ),
    ];
  if (GRAINS.has(name))
    return [wrong(about, `Invalid name \`${name}\` - names cannot match reserved time granularity keywords`)];
  return RESERVED.has(name)
    ? [wrong(about, `Invalid name \`${name}\` - this name is reserved by MetricFlow`)]
    : [];
}

function elementNames(model: SemanticModelNode): readonly Finding[] {
  const elements = [
    ...model.measures.map(({ name }) => ({ name, kind: 'measure' })),
    ...model.entities.map(({ name }) => ({ name, kind: 'entity' })),
    ...model.dimensions.map(({ name }) => ({ name, kind: 'dimension' })),
  ];
  const twice = repeated(elements, ({ name, kind }) => `${kind} ${name}`);
  return [
    ...twice.map(([{ name, kind }]) =>
      wrong(
        model,
        `In semantic model \`${model.name}\`, can't use name \`${name}\` for a ${kind} when it was already used for a ${kind}`,
      ),
    ),
    ...elements.flatMap(({ name, kind }) => [
      ...nameFindings(model, name),
      ...keywordFindings(model, name, kind),
    ]),
  ];
}

const keywordFindings = (model: SemanticModelNode, name: string, kind: string): readonly Finding[] =>
  KEYWORDS.has(name.toLowerCase())
    ? [
        wrong(
          model,
          `'${name}' is an SQL reserved keyword, and thus cannot be used as the 'name' of a ${kind}`,
        ),
      ]
    : [];

const sameNames = (nodes: readonly Finding['about'][], kind: string): readonly Finding[] =>
  repeated(nodes, ({ name }) => name).map(([node]) =>
    wrong(node, `Can't use name \`${node.name}\` for a ${kind} when it was already used for another ${kind}`),
  );
