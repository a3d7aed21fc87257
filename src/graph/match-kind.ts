import { failure } from '../core/diagnostic.ts';
import { didYouMean } from '../core/similar.ts';
import { compareVersions, type GraphNode, type ModelNode } from '../manifest/index.ts';

type Test = (node: GraphNode) => boolean;

const KINDS = [
  'model',
  'analysis',
  'test',
  'snapshot',
  'operation',
  'seed',
  'rpc',
  'sql_operation',
  'doc',
  'source',
  'macro',
  'exposure',
  'metric',
  'group',
  'saved_query',
  'semantic_model',
  'unit_test',
  'fixture',
  'function',
];

/** `resource_type:model`. Throws TD402 for what is no kind. */
export function kindTest(value: string): Test {
  if (!KINDS.includes(value)) {
    const help = didYouMean(value, KINDS);
    throw failure('TD402', `Invalid resource_type selector "${value}"`, help ? { help } : {});
  }
  return (node) => node.resource_type === value;
}

/** `test_type:generic`, `singular`, `data` or `unit` (and the old word `schema`). Throws TD402. */
export function testTypeTest(value: string): Test {
  const isData = (node: GraphNode): boolean => node.resource_type === 'test';
  const isGeneric = (node: GraphNode): boolean =>
    node.resource_type === 'test' && node.test_metadata !== undefined;
  switch (value) {
    case 'generic':
    case 'schema':
      return isGeneric;
    case 'data':
      return isData;
    case 'singular':
      return (node) => isData(node) && !isGeneric(node);
    case 'unit':
      return (node) => node.resource_type === 'unit_test';
    default:
      throw failure(
        'TD402',
        `Invalid test type selector ${value}: expected "generic", "singular", "unit", or "data"`,
      );
  }
}

/** `version:latest`, `prerelease`, `old` or `none`. Throws TD402. */
export function versionTest(value: string): Test {
  const test = VERSION_TESTS[value];
  if (test === undefined) {
    const words = '"latest", "prerelease", "old", or "none"';
    throw failure('TD402', `Invalid version type selector ${value}: expected one of: ${words}`);
  }
  return (node) => node.resource_type === 'model' && test(node);
}

const VERSION_TESTS: Readonly<Record<string, (node: ModelNode) => boolean>> = {
  latest: (node) => node.version !== null && node.version === node.latest_version,
  prerelease: (node) => compared(node.version, node.latest_version) > 0,
  old: (node) => compared(node.version, node.latest_version) < 0,
  none: (node) => node.version === null,
};

/** As compareVersions; 0 where one is missing. */
const compared = (a: ModelNode['version'], b: ModelNode['version']): number =>
  a === null || b === null ? 0 : compareVersions(a, b);
