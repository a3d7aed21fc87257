import { failure, TsdbtError } from '../../core/diagnostic.ts';
import { type MacroId, macroId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import { isPromise } from '../../core/maybe-promise.ts';
import { isMapping } from '../../project/yaml.ts';
import { createCapture, type ParsedPart, parseScope } from '../../scope/index.ts';
import {
  fromHost,
  mayHoldTemplate,
  PyDict,
  parseTemplate,
  type Scope,
  type Template,
  type Value,
} from '../../template/index.ts';
import { mergeCalls } from '../config/config-merge.ts';
import type { MacroParseContext } from '../context/context.ts';
import { toJsonObject } from '../context/data.ts';
import { type Captured, fromCapture, NOTHING, render } from '../nodes/capture.ts';
import { literalMention } from '../nodes/foreign-keys.ts';
import { macrosNearTest } from './near-macros.ts';
import type { WantedTest } from './test-targets.ts';

/** A generic test on its way to be a node. */
export interface TestSubject {
  readonly wanted: WantedTest;
  readonly kwargs: { readonly [key: string]: unknown };
  readonly config: { readonly [key: string]: unknown };
  /** Null when there is none. */
  readonly macro: MacroId | null;
  readonly template: Template;
}

const BARE: ReadonlySet<string> = new Set(['macro.dbt.test_not_null', 'macro.dbt.test_unique']);
const PLAIN: ReadonlySet<string> = new Set([
  'macro.dbt.test_accepted_values',
  'macro.dbt.test_relationships',
]);
const WHERE = macroId('macro.dbt.get_where_subquery');

/** What a generic test mentions; the standard tests are known without rendering them. */
export function captureTest(
  context: MacroParseContext,
  subject: TestSubject,
  part: () => ParsedPart,
): Captured {
  const config = toJsonObject(subject.config);
  const { macro } = subject;
  if (macro !== null && BARE.has(macro))
    return { ...NOTHING, ...targetMention(subject.wanted), macros: [macro], call: config };
  return (
    plainCapture(context, subject, macro, config) ??
    atTest(subject, () => renderedCapture(context, subject, config, part()))
  );
}

/** What goes wrong in the template of a test is reported where the properties ask for the test. */
function atTest<T>(subject: TestSubject, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TsdbtError)) throw error;
    const { file } = subject.template;
    const at = subject.wanted.at();
    throw new TsdbtError(error.diagnostics.map((one) => (one.at?.file === file ? { ...one, at } : one)));
  }
}

type Mentions = Pick<Captured, 'refs' | 'sources'>;

function targetMention({ target: { mention } }: WantedTest): Mentions {
  if (mention.kind === 'source')
    return { refs: [], sources: [{ source: mention.source, table: mention.table, at: null }] };
  return { refs: [{ name: mention.name, package: null, version: mention.version, at: null }], sources: [] };
}

/** For the standard tests with literal arguments; null for all others. */
function plainCapture(
  context: MacroParseContext,
  subject: TestSubject,
  macro: MacroId | null,
  config: JsonObject,
): Captured | null {
  const { packageName } = subject.wanted.target.entry.file;
  if (
    macro === null ||
    !PLAIN.has(macro) ||
    context.macros.index.find('get_where_subquery', packageName) !== WHERE
  )
    return null;
  const mentions: Mentions[] = [];
  for (const [key, value] of Object.entries(subject.kwargs)) {
    const mention = key === 'model' ? targetMention(subject.wanted) : argumentMention(value);
    if (mention === null) return null;
    mentions.push(mention);
  }
  return {
    ...NOTHING,
    refs: mentions.flatMap((one) => one.refs),
    sources: mentions.flatMap((one) => one.sources),
    macros: [macro, WHERE],
    call: mergeCalls([config, config]),
  };
}

const NO_MENTION: Mentions = { refs: [], sources: [] };

function argumentMention(value: unknown): Mentions | null {
  if (typeof value === 'string') {
    if (!isCall(value)) return mayHoldTemplate(value) ? null : NO_MENTION;
    return literalMention(value) ?? null;
  }
  if (typeof value !== 'object' || value === null) return NO_MENTION;
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return items.every((item) => argumentMention(item) === NO_MENTION) ? NO_MENTION : null;
}

const isCall = (text: string): boolean => /^\s*(env_var|ref|var|source|doc)\s*\(.+\)\s*$/.test(text);

function renderedCapture(
  context: MacroParseContext,
  subject: TestSubject,
  config: JsonObject,
  part: ParsedPart,
): Captured {
  const capture = createCapture();
  const scope = parseScope(context.world, context.macros, part, capture);
  const { shownPath } = subject.wanted.target.entry.file;
  const kwargs = new PyDict();
  for (const [key, value] of Object.entries(subject.kwargs))
    kwargs.set(key, key === 'column_name' ? fromHost(value) : renderArgument(value, scope, shownPath));
  if (subject.macro !== null) keepNear(context, subject.macro, capture.macros);
  render(subject.template, withKwargs(scope, kwargs));
  const found = withoutPlaces(fromCapture(capture));
  return {
    ...found,
    macros: [...new Set([...firstMacros(context, subject), ...found.macros])],
    call: mergeCalls([config, ...capture.configs]),
  };
}

/** Forgets macros that arguments have called and that the test itself does not lead to. */
function keepNear(context: MacroParseContext, test: MacroId, called: Set<MacroId>): void {
  if ([...called].every((id) => id === WHERE)) return;
  const near = macrosNearTest(context.macros, test);
  for (const id of called) if (!near.has(id)) called.delete(id);
}

/** A macro of the same name in the project stands for that of a package here, though it is not the one that runs: as in dbt. */
function firstMacros({ macros }: MacroParseContext, { macro, wanted }: TestSubject): readonly MacroId[] {
  if (macro === null) return [];
  const name = macros.definitions.get(macro)?.name ?? '';
  return [macros.index.mentioned(name, wanted.target.entry.file.packageName) ?? macro];
}

/** Places in the template of a generic test are none that the author knows. */
const withoutPlaces = (captured: Captured): Captured => ({
  ...captured,
  refs: captured.refs.map((ref) => ({ ...ref, at: null })),
  sources: captured.sources.map((one) => ({ ...one, at: null })),
});

const withKwargs = (scope: Scope, kwargs: PyDict): Scope => ({
  lookup: (name) => (name === '_dbt_generic_test_kwargs' ? kwargs : scope.lookup(name)),
  names: () => scope.names?.() ?? [],
});

/** Arguments that look like a call, `ref('x')`, are one; so are texts with templates in them. */
function renderArgument(value: unknown, scope: Scope, file: string): Value {
  if (Array.isArray(value)) return value.map((item: unknown) => renderArgument(item, scope, file));
  if (isMapping(value))
    return new PyDict(
      Object.entries(value).map(([key, item]) => [key, renderArgument(item, scope, file)] as const),
    );
  if (typeof value !== 'string') return fromHost(value);
  const text = isCall(value) ? `{{ ${value} }}` : value;
  if (!mayHoldTemplate(text)) return text;
  const rendered = parseTemplate(text, { file }).renderNative(scope, { lenient: true });
  if (isPromise(rendered))
    throw failure('TD902', 'an argument of a test asks the warehouse while the project is read');
  return rendered;
}
