import { failure, TsdbtError } from '../../core/diagnostic.ts';
import { type MacroId, nodeId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import { isPromise } from '../../core/maybe-promise.ts';
import { didYouMean } from '../../core/similar.ts';
import type { TestNode } from '../../manifest/index.ts';
import { baseScope } from '../../scope/index.ts';
import { mayHoldTemplate, parseTemplate, toHost } from '../../template/index.ts';
import { attempt, lazySpan } from '../context/context.ts';
import { exactJson, pythonStr, textsOf, unique } from '../context/data.ts';
import { LazyTemplate } from '../context/lazy-template.ts';
import { fqnOf } from '../files/node-files.ts';
import type { Built, Draft } from '../nodes/built.ts';
import { buildBase, type NodeSource } from '../nodes/node-base.ts';
import type { Tools } from '../nodes/tools.ts';
import { checkArguments } from './test-arguments.ts';
import { captureTest } from './test-capture.ts';
import { readTestDefinition, type TestDefinition } from './test-definition.ts';
import { type TestNames, testHash, testNames } from './test-names.ts';
import type { WantedTest } from './test-targets.ts';

/** Told of spellings that dbt calls deprecated. */
export type OnOldSpelling = (test: WantedTest, definition: TestDefinition) => void;

type Data = { readonly [key: string]: unknown };

/** Builds the node of a generic test; undefined, with a report, when it cannot be. `nested`: arguments stand under `arguments:`. */
export function buildGenericTest(
  tools: Tools,
  wanted: WantedTest,
  nested: boolean,
  onOld: OnOldSpelling,
): Built | undefined {
  return attempt(tools.context.report, () => {
    const definition = readTestDefinition(wanted.written, wanted.columnName, nested, wanted.at);
    if (definition.old.length > 0) onOld(wanted, definition);
    return build(tools, wanted, definition);
  });
}

function build(tools: Tools, wanted: WantedTest, definition: TestDefinition): Built {
  const { target } = wanted;
  const { namespace, name } = definition;
  const kwargs = { ...definition.kwargs, model: `{{ get_where_subquery(${target.reference}) }}` };
  const names = namesOf(definition, wanted, kwargs);
  const given = renderConfig(tools, definition.config, wanted);
  const config =
    names.short !== names.full && given.alias === undefined ? { ...given, alias: names.short } : given;
  const source = sourceOf(tools, wanted, definition, names, config, kwargs);
  const base = buildBase(tools, source);
  const node: Draft<TestNode> = {
    ...base.fields,
    description: definition.description,
    resource_type: 'test',
    column_name: wanted.columnName,
    file_key_name: target.fileKey,
    attached_node: null,
    test_metadata: { name, kwargs: exactObject(kwargs), namespace },
  };
  return {
    node,
    captured: base.captured,
    template: source.template,
    at: source.at,
    shownPath: source.shownPath,
    entry: wanted.target.entry,
  };
}

function sourceOf(
  tools: Tools,
  wanted: WantedTest,
  definition: TestDefinition,
  names: TestNames,
  config: Data,
  kwargs: Data,
): NodeSource {
  const { file } = wanted.target.entry;
  const { namespace, name } = definition;
  const macro = testMacro(tools, wanted, definition);
  const code = rawCode(definition, config);
  const at = lazySpan(file.shownPath, wanted.at);
  const template = new LazyTemplate(code, at);
  const hash = testHash(names.full, { namespace, name, kwargs });
  return {
    type: 'test',
    configKind: 'test',
    id: nodeId(`test.${file.packageName}.${names.full}.${hash}`),
    name: names.full,
    packageName: file.packageName,
    path: `${names.short}.sql`,
    originalPath: file.path,
    fqn: fqnOf(file.packageName, file.path.split('/').slice(1).join('/'), names.full),
    code,
    checksum: { name: 'none', checksum: '' },
    tags: unique([...wanted.tags, ...textsOf(config.tags)]).toSorted(),
    template,
    patch: null,
    at,
    shownPath: file.shownPath,
    capture: (part) => captureTest(tools.context, { wanted, kwargs, config, macro, template }, part),
  };
}

function namesOf(definition: TestDefinition, { target }: WantedTest, kwargs: Data): TestNames {
  const { customName, namespace, name } = definition;
  if (customName !== null) return { full: customName, short: customName };
  const test = `${target.prefix}${name}`;
  return testNames(namespace === null ? test : `${namespace}_${test}`, target.label, kwargs);
}

/** Finds the macro `test_<name>` and checks that it takes the arguments; TD217. As in dbt a missing one (TD209) is an error only when the test runs: null. */
function testMacro(tools: Tools, wanted: WantedTest, { namespace, name }: TestDefinition): MacroId | null {
  const { index, definitions } = tools.context.macros;
  const { packageName } = wanted.target.entry.file;
  const id =
    namespace === null ? index.find(`test_${name}`, packageName) : index.findIn(namespace, `test_${name}`);
  const definition = id === undefined ? undefined : definitions.get(id);
  if (id !== undefined && definition) {
    checkArguments(tools.context, id, definition, wanted);
    return id;
  }
  const tests = [...index.names()].filter((one) => one.startsWith('test_')).map((one) => one.slice(5));
  const full = namespace === null ? name : `${namespace}.${name}`;
  const help = didYouMean(name, tests);
  tools.context.report({
    code: 'TD209',
    message: `'test_${name}' is undefined: the generic test "${full}" does not exist`,
    at: wanted.at(),
    ...(help ? { help } : {}),
  });
  return null;
}

/** Texts are rendered with what properties see; what is None is left out. */
function renderConfig(tools: Tools, config: Data, wanted: WantedTest): Data {
  const out: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(config)) {
    const rendered =
      typeof value === 'string' && mayHoldTemplate(value) ? renderText(tools, value, wanted) : value;
    if (rendered !== null && rendered !== undefined) out[key] = rendered;
  }
  return out;
}

function renderText(tools: Tools, text: string, wanted: WantedTest): unknown {
  const { file } = wanted.target.entry;
  const value = ofConfig(wanted, () =>
    parseTemplate(text, { file: file.shownPath }).renderNative(
      baseScope(tools.context.world, file.packageName),
    ),
  );
  if (isPromise(value))
    throw failure('TD902', 'a test asks the warehouse while the project is read', { at: wanted.at() });
  return toHost(value);
}

/** Configs of tests see what properties see: ref() and the macros of the project are not among it. */
function ofConfig<T>(wanted: WantedTest, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TsdbtError)) throw error;
    const { first } = error;
    const message = `Invalid generic test configuration given in ${wanted.target.entry.file.path}: ${first.message}`;
    throw new TsdbtError({ ...first, message, at: wanted.at() });
  }
}

/** The template that a generic test is: a call of its macro, and its configs. */
function rawCode({ namespace, name }: TestDefinition, config: Data): string {
  const macro = namespace === null ? `test_${name}` : `${namespace}.test_${name}`;
  const configs = Object.entries(config).map(([key, value]) => `${key}=${literal(value)}`);
  const call = `{{ ${macro}(**_dbt_generic_test_kwargs) }}`;
  return configs.length === 0 ? call : `${call}{{ config(${configs.join(',')}) }}`;
}

const exactObject = (data: Data): JsonObject =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, exactJson(value)]));

const literal = (value: unknown): string =>
  typeof value === 'string' ? `"${value.replaceAll('"', '\\"')}"` : pythonStr(value);
