import type { Diagnostic } from '../../core/diagnostic.ts';
import type { ManifestNode } from '../../manifest/index.ts';
import { objectOf } from '../context/data.ts';
import type { Built } from '../nodes/built.ts';
import type { BuiltExposure } from '../resources/exposures.ts';
import type { BuiltSource } from '../resources/sources.ts';

const PLURALS: Readonly<Record<ManifestNode['resource_type'], string>> = {
  model: 'models',
  seed: 'seeds',
  snapshot: 'snapshots',
  analysis: 'analyses',
  test: 'data_tests',
  operation: 'operations',
  function: 'functions',
};

const REFABLE: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot']);

/** Two nodes with one unique_id: TD203. */
export function duplicateNode(second: Built, first: Built): Diagnostic {
  const { node } = second;
  const meant = REFABLE.has(node.resource_type) ? ` when looking for ref("${node.name}")` : '';
  return {
    code: 'TD203',
    message: `dbt found two ${PLURALS[node.resource_type]} with the name "${node.name}", and cannot tell them apart${meant}:${both(first.node, node)}`,
    at: second.at,
    node: node.unique_id,
    help: 'rename one of the two',
  };
}

const both = (first: ManifestNode, second: ManifestNode): string =>
  `\n- ${first.unique_id} (${first.original_file_path})\n- ${second.unique_id} (${second.original_file_path})`;

/** Two tables of one source with one name: TD203. */
export function duplicateSource(second: BuiltSource, first: BuiltSource): Diagnostic {
  const { node } = second;
  return {
    code: 'TD203',
    message: `dbt found two sources with the name "${node.source_name}_${node.name}", and cannot tell them apart when looking for source("${node.source_name}", "${node.name}"):\n- ${first.node.unique_id} (${first.node.original_file_path})\n- ${node.unique_id} (${node.original_file_path})`,
    at: second.at,
    help: 'rename one of the two',
  };
}

/** Two exposures of one name: TD203. */
export function duplicateExposure(second: BuiltExposure, first: BuiltExposure): Diagnostic {
  const { node, at } = second;
  return {
    code: 'TD203',
    message: `dbt found two exposures with the name "${node.name}":\n- ${first.node.unique_id} (${first.node.original_file_path})\n- ${node.unique_id} (${node.original_file_path})`,
    at,
    node: node.unique_id,
    help: 'rename one of the two',
  };
}

/** Properties that switch on a name which several disabled files have: TD203. */
export function manyDisabled(built: readonly Built[]): readonly Diagnostic[] {
  const off = Map.groupBy(
    built.filter((one) => !one.node.config.enabled && objectOf(one.entry?.data.config).enabled === true),
    ({ node }) => node.unique_id,
  );
  return [...off.values()].flatMap(([first, ...others]) =>
    first === undefined || others.length === 0 ? [] : [switchedOn(first, others.length + 1)],
  );
}

const switchedOn = ({ node, at }: Built, count: number): Diagnostic => ({
  code: 'TD203',
  message: `Found ${count} matching disabled nodes for ${node.resource_type} '${node.name}': properties can switch on only one`,
  at,
  node: node.unique_id,
  help: 'switch the right one on in the project file or in its own config()',
});

/** A model, seed and snapshot of one name in one package (TD203, a warning unless `strict`), and nodes that would be built in one place (TD204). */
export function clashes(built: readonly Built[], strict: boolean): readonly Diagnostic[] {
  const relational = built.filter(({ node }) => isBuilt(node));
  const names = pairs(
    relational.filter(({ node }) => !isVersion(node) && REFABLE.has(node.resource_type)),
    ({ node }) => `${node.package_name}.${node.name}`,
  );
  const latest = new Set(relational.filter(({ node }) => isVersion(node)).map(nameKey));
  const places = pairs(relational, ({ node }) => (node.relation_name === null ? null : node.relation_name));
  return [
    ...names.map(([first, second]) => sameName(second, first, strict)),
    ...relational
      .filter((one) => one.node.resource_type === 'model' && !isVersion(one.node) && latest.has(nameKey(one)))
      .map(unversioned),
    ...places
      .filter(([first, second]) => first.node.unique_id !== second.node.unique_id)
      .map(([first, second]) => samePlace(second, first)),
  ];
}

const nameKey = ({ node }: Built): string => `${node.package_name}.${node.name}`;

/** A model without a version beside versions of the same name. */
const unversioned = ({ node, at }: Built): Diagnostic => ({
  code: 'TD203',
  message: `dbt found versioned and unversioned models with the name "${node.name}": ${node.unique_id} (${node.original_file_path}) has none`,
  at,
  node: node.unique_id,
  help: 'list it under versions: of the model, or rename it',
});

const isBuilt = (node: ManifestNode): boolean =>
  REFABLE.has(node.resource_type) || node.resource_type === 'test';

const isVersion = (node: ManifestNode): boolean => node.resource_type === 'model' && node.version !== null;

/** Each item with the first one of the same key, where there is one before it. */
function pairs(
  built: readonly Built[],
  keyOf: (one: Built) => string | null,
): readonly (readonly [first: Built, second: Built])[] {
  const known = new Map<string, Built>();
  return built.flatMap((one) => {
    const key = keyOf(one);
    const first = key === null ? undefined : known.get(key);
    if (key !== null && first === undefined) known.set(key, one);
    return first === undefined ? [] : [[first, one] as const];
  });
}

function sameName(second: Built, first: Built, strict: boolean): Diagnostic {
  const { node } = second;
  return {
    code: 'TD203',
    level: strict ? 'error' : 'warn',
    message: `dbt found two resources with the name "${node.name}" in package "${node.package_name}":${both(first.node, node)}`,
    at: second.at,
    node: node.unique_id,
    help: 'rename one of the two: a ref can mean only one of them',
  };
}

function samePlace(second: Built, first: Built): Diagnostic {
  const { node } = second;
  return {
    code: 'TD204',
    message: `dbt found two resources with the database representation "${node.relation_name}":${both(first.node, node)}`,
    at: second.at,
    node: node.unique_id,
    help: 'give one of the two another alias or schema',
  };
}
