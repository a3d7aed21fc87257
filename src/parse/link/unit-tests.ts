import { type Diagnostic, failure, type Span } from '../../core/diagnostic.ts';
import { nodeId } from '../../core/ids.ts';
import { didYouMean } from '../../core/similar.ts';
import type { Found, Lookup, ManifestNode, ModelNode, UnitTestInput } from '../../manifest/index.ts';
import { attempt, type ParseContext } from '../context/context.ts';
import { placeIn } from '../properties/properties.ts';
import { unitTestChecksum } from '../unit-tests/checksum.ts';
import { fullRowFirst } from '../unit-tests/fixture-values.ts';
import { seedRows } from '../unit-tests/seed-rows.ts';
import type { BuiltUnitTest } from '../unit-tests/unit-tests.ts';
import { checkIncremental, testedVersions } from './unit-test-model.ts';

/**
 * Finds the model of each unit test, and makes one test of each version that it is for; those of models that are
 * switched off are switched off, too. What is wrong is reported, and the test left out.
 */
export function linkUnitTests(
  context: ParseContext,
  lookup: Lookup,
  tests: readonly BuiltUnitTest[],
  models: readonly ModelNode[],
): readonly BuiltUnitTest[] {
  return tests.flatMap(
    (test) =>
      attempt(context.report, () => linkOne(context, lookup, test, models), {
        at: test.at,
        node: test.node.unique_id,
      }) ?? [],
  );
}

function linkOne(
  context: ParseContext,
  lookup: Lookup,
  test: BuiltUnitTest,
  models: readonly ModelNode[],
): readonly BuiltUnitTest[] {
  const { node } = test;
  const model = testedModel(lookup, test);
  fillRows(context, lookup, test);
  node.checksum = unitTestChecksum(node);
  if (model === null) node.config = { ...node.config, enabled: false };
  if (model === null || !node.config.enabled) return [test];
  node.schema = model.schema;
  node.depends_on = { macros: [], nodes: [model.unique_id] };
  checkIncremental(node, model, (key) => placeIn(test.entry, key));
  const versions = testedVersions(node, model, models, () => placeIn(test.entry, 'versions'));
  return versions === null ? [test] : versions.map((one) => forVersion(test, one));
}

/** The model that is named, its latest version where it has versions; null when it is switched off. */
function testedModel(lookup: Lookup, { node, entry }: BuiltUnitTest): ModelNode | null {
  const [name = '', version = null] = node.model.split(/\s+/);
  const found = lookup.ref({ name, package: null, version }, node.package_name);
  if (found.kind === 'found' && found.node.resource_type === 'model') return found.node;
  if (found.kind === 'disabled' && found.node.resource_type === 'model') return null;
  throw missingModel(lookup, node, found, placeIn(entry, 'model'));
}

function missingModel(
  lookup: Lookup,
  node: BuiltUnitTest['node'],
  found: Found<ManifestNode>,
  at: Span,
): Error {
  const message = `Unable to find model '${node.package_name}.${node.model}' for unit test '${node.name}' in ${node.original_file_path}`;
  const help =
    found.kind === 'found'
      ? `${node.model} is a ${found.node.resource_type}: only models have unit tests`
      : didYouMean(node.model, lookup.refNames());
  return failure('TD201', message, { at, ...(help ? { help } : {}) });
}

/** Rows of seeds that are only named, and the order of rows that dbt has. */
function fillRows(context: ParseContext, lookup: Lookup, { node, entry }: BuiltUnitTest): void {
  node.given = node.given.map((one, index): UnitTestInput => {
    const at = placeIn(entry, 'given', index, 'input');
    const rows = one.rows ?? seedRows(context, lookup, one.input, node.package_name, at);
    return { ...one, rows: typeof rows === 'string' ? rows : fullRowFirst(rows, (row) => row) };
  });
  const { rows } = node.expect;
  if (rows !== null && typeof rows !== 'string')
    node.expect = { ...node.expect, rows: fullRowFirst(rows, (row) => row) };
}

function forVersion(test: BuiltUnitTest, model: ModelNode): BuiltUnitTest {
  const { package_name: packageName, model: name } = test.node;
  const node: BuiltUnitTest['node'] = {
    ...test.node,
    unique_id: nodeId(`unit_test.${packageName}.${name}.${test.node.name}_v${model.version}`),
    depends_on: { macros: [], nodes: [model.unique_id] },
    version: model.version,
  };
  return { ...test, node };
}

/** Two unit tests of a model with one name: TD203. */
export function duplicateUnitTest(second: BuiltUnitTest, first: BuiltUnitTest): Diagnostic {
  const { node } = second;
  return {
    code: 'TD203',
    message: `dbt found two unit_tests with the name "${node.name}":\n- ${node.unique_id} (${first.node.original_file_path})\n- ${node.unique_id} (${node.original_file_path})`,
    at: second.at,
    node: node.unique_id,
    help: 'rename one of the two',
  };
}
