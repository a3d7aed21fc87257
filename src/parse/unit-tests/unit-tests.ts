import type { Span } from '../../core/diagnostic.ts';
import { nodeId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import type { UnitTestInput, UnitTestNode, UnitTestOverrides } from '../../manifest/index.ts';
import type { ProjectFile } from '../../project/project.ts';
import { isMapping } from '../../project/yaml.ts';
import { attempt, lazySpan } from '../context/context.ts';
import { listOf, mappingOf, objectOf, textOf } from '../context/data.ts';
import type { Draft } from '../nodes/built.ts';
import type { Tools } from '../nodes/tools.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';
import { type FixtureFiles, fixtureFiles } from './fixture-files.ts';
import { fixtureRow } from './fixture-values.ts';
import { readRows } from './rows.ts';

/** A unit test before its model is looked up. */
export interface BuiltUnitTest {
  readonly node: Draft<UnitTestNode>;
  readonly entry: PropertyEntry;
  readonly at: Span;
}

/** Builds all unit tests; what is wrong in one is reported and leaves only that one out. */
export function buildUnitTests(tools: Tools, entries: readonly PropertyEntry[]): readonly BuiltUnitTest[] {
  const { report, project } = tools.context;
  const fixtures = fixtureFiles(project, report);
  return entries
    .filter((entry) => entry.section === 'unit_tests')
    .flatMap((entry) => attempt(report, () => build(tools, entry, fixtures), { at: placeIn(entry) }) ?? []);
}

function build(tools: Tools, entry: PropertyEntry, fixtures: FixtureFiles): BuiltUnitTest {
  const { data, file, name } = entry;
  const model = String(data.model);
  const fqn = fqnOf(file, model, name);
  const patch = objectOf(data.config);
  const request = { kind: 'unit_test' as const, packageName: file.packageName, fqn, patch, call: {} };
  const node: UnitTestNode = {
    model,
    given: listOf(data.given).map((_, at) => inputOf(entry, at, fixtures)),
    expect: readRows({ entry, path: ['expect'], word: 'expected' }, fixtures),
    name,
    resource_type: 'unit_test',
    package_name: file.packageName,
    path: file.relativePath,
    original_file_path: file.path,
    unique_id: nodeId(`unit_test.${file.packageName}.${model}.${name}`),
    fqn,
    description: textOf(data.description) ?? '',
    overrides: overridesOf(data.overrides),
    depends_on: { macros: [], nodes: [] },
    config: tools.configs.finished(request, (problem) =>
      tools.context.report({ at: placeIn(entry, 'config'), ...problem }),
    ),
    checksum: null,
    schema: null,
    created_at: tools.context.createdAt,
    versions: versionsOf(data.versions),
    version: null,
  };
  return { node, entry, at: lazySpan(file.shownPath, () => placeIn(entry, 'name')) };
}

/** The package, the folders below the first, the model and the name. */
const fqnOf = (file: ProjectFile, model: string, name: string): readonly string[] => [
  file.packageName,
  ...file.path.split('/').slice(1, -1),
  model,
  name,
];

function inputOf(entry: PropertyEntry, at: number, fixtures: FixtureFiles): UnitTestInput {
  const input = String(mappingOf(listOf(entry.data.given)[at]).input);
  return { input, ...readRows({ entry, path: ['given', at], word: 'input' }, fixtures) };
}

function overridesOf(value: unknown): UnitTestOverrides | null {
  if (!isMapping(value)) return null;
  const part = (key: string): JsonObject => fixtureRow(mappingOf(value[key]));
  return { macros: part('macros'), vars: part('vars'), env_vars: part('env_vars') };
}

function versionsOf(value: unknown): UnitTestNode['versions'] {
  if (!isMapping(value)) return null;
  return { include: versionList(value.include), exclude: versionList(value.exclude) };
}

const versionList = (value: unknown): readonly (string | number)[] | null =>
  Array.isArray(value) ? value.map((one) => (typeof one === 'string' ? one : Number(one))) : null;
