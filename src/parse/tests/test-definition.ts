import { failure, type Span } from '../../core/diagnostic.ts';
import { isMapping } from '../../project/yaml.ts';
import { pythonRepr } from '../context/data.ts';

/** Keys of a test that are configs wherever they stand, in dbt's order. */
export const TEST_CONFIGS = [
  'severity',
  'tags',
  'enabled',
  'where',
  'limit',
  'warn_if',
  'error_if',
  'fail_calc',
  'store_failures',
  'store_failures_as',
  'meta',
  'database',
  'schema',
  'alias',
] as const;

/** A generic test as an entry of the properties asks for it. */
export interface TestDefinition {
  /** `dbt_utils` of `dbt_utils.not_constant`. */
  readonly namespace: string | null;
  readonly name: string;
  /** The author's own name for it. */
  readonly customName: string | null;
  readonly description: string;
  /** Arguments of the test macro, in order, not rendered. */
  readonly kwargs: { readonly [key: string]: unknown };
  /** Configs, not rendered: the known ones in dbt's order, then the others. */
  readonly config: { readonly [key: string]: unknown };
  /** Old spellings that were met. */
  readonly old: readonly OldSpelling[];
}

/** Something that dbt wants to be written in another way. */
export type OldSpelling =
  | { readonly kind: 'config-key'; readonly key: string }
  | { readonly kind: 'arguments' }
  | { readonly kind: 'unused-arguments' };

type Data = { readonly [key: string]: unknown };

/** Takes a test of any of dbt's forms apart; TD217 for what is none. */
export function readTestDefinition(
  written: unknown,
  columnName: string | null,
  nested: boolean,
  at: () => Span,
): TestDefinition {
  const { name, body } = nameAndBody(written, at);
  const { arguments: inner, ...plain } = body;
  const own = nested && isMapping(inner) ? inner : null;
  const given = withColumn(nested ? plain : body, columnName);
  const old = nested ? oldSpellings(given, own) : unusedArguments(given, inner);
  // As in dbt, what stands under `arguments:` counts as if it stood beside it: configs, name and description, too.
  const { config, rest } = splitConfig(own === null ? given : { ...given, ...own }, at);
  if (rest.model !== undefined)
    throw failure('TD217', 'Test arguments include "model", which is a reserved argument', { at: at() });
  const { name: customName, description, ...kwargs } = rest;
  return {
    ...nameParts(name, at),
    customName: typeof customName === 'string' ? customName : null,
    description: typeof description === 'string' ? description : '',
    kwargs,
    config,
    old,
  };
}

const withColumn = (body: Data, columnName: string | null): Data =>
  columnName === null ? body : { ...body, column_name: columnName };

function nameAndBody(written: unknown, at: () => Span): { name: string; body: Data } {
  if (typeof written === 'string') return { name: written, body: {} };
  if (!isMapping(written))
    throw failure('TD217', `test must be dict or str, got ${pythonRepr(written)}`, { at: at() });
  if ('test_name' in written) {
    const { test_name: name, ...body } = written;
    return { name: checkedName(name, at), body };
  }
  const entries = Object.entries(written);
  const [first] = entries;
  if (first === undefined || entries.length !== 1) {
    const keys = entries.map(([key]) => key).join(', ');
    throw failure(
      'TD217',
      `test definition dictionary must have exactly one key, got ${entries.length} keys instead (${keys})`,
      {
        at: at(),
        help: 'indent the arguments of the test deeper than its name',
      },
    );
  }
  const [name, body] = first;
  if (!isMapping(body))
    throw failure('TD217', `test arguments must be a dict, got ${pythonRepr(body)} for test "${name}"`, {
      at: at(),
      help: `name each argument: ${name}: {arguments: {${name === 'accepted_values' ? 'values' : '<name>'}: ...}}`,
    });
  return { name, body };
}

function checkedName(name: unknown, at: () => Span): string {
  if (typeof name === 'string') return name;
  throw failure('TD217', `test name must be a str, got ${pythonRepr(name)}`, { at: at() });
}

function nameParts(text: string, at: () => Span): { namespace: string | null; name: string } {
  const match = /^(?:([a-zA-Z_]\w*)\.)?([a-zA-Z_]\w*)/.exec(text);
  if (match?.[2] === undefined)
    throw failure('TD217', `Test name string did not match expected pattern: ${text}`, { at: at() });
  return { namespace: match[1] ?? null, name: match[2] };
}

const PLAIN: ReadonlySet<string> = new Set([
  'config',
  'column_name',
  'description',
  'name',
  'arguments',
  ...TEST_CONFIGS,
]);

function oldSpellings(given: Data, own: Data | null): readonly OldSpelling[] {
  const keys = Object.keys(given);
  if (keys.every((key) => key === 'column_name' || key === 'config')) return NONE_OLD;
  const configs = TEST_CONFIGS.filter((key) => key in given).map((key) => ({
    kind: 'config-key' as const,
    key,
  }));
  const loose = own === null && keys.some((key) => !PLAIN.has(key));
  return loose ? [...configs, { kind: 'arguments' }] : configs;
}

const unusedArguments = (given: Data, inner: unknown): readonly OldSpelling[] =>
  inner === undefined ? oldSpellings(given, {}) : [...oldSpellings(given, {}), { kind: 'unused-arguments' }];

const NONE_OLD: readonly OldSpelling[] = [];

const CONFIG_NAMES: ReadonlySet<string> = new Set(TEST_CONFIGS);

/** Configs stand among the arguments or under `config:`, but the same one not in both. */
function splitConfig(given: Data, at: () => Span): { config: Data; rest: Data } {
  const inner = isMapping(given.config) ? given.config : null;
  const rest: Record<string, unknown> = {};
  let beside = false;
  for (const key in given) {
    if (CONFIG_NAMES.has(key)) beside = true;
    else if (key !== 'config') rest[key] = given[key];
  }
  return { config: beside || inner ? configOf(given, inner ?? NOTHING, at) : NOTHING, rest };
}

const NOTHING: Data = {};

/** The configs that are set: the known ones in dbt's order, then the others. */
function configOf(beside: Data, inner: Data, at: () => Span): Data {
  const config: Record<string, unknown> = {};
  for (const key of TEST_CONFIGS) {
    if (beside[key] && key in inner)
      throw failure('TD217', `Test cannot have the same key at the top-level and in config: "${key}"`, {
        at: at(),
      });
    const value = beside[key] || inner[key];
    if (value !== undefined && value !== null) config[key] = value;
  }
  for (const key in inner) if (!CONFIG_NAMES.has(key)) config[key] = inner[key];
  return config;
}
