import { failure } from '../../core/diagnostic.ts';
import type { JsonObject } from '../../core/json.ts';
import { isPromise } from '../../core/maybe-promise.ts';
import type { RefArgs } from '../../manifest/index.ts';
import { type Capture, createCapture, type ParsedPart, parseScope } from '../../scope/index.ts';
import type { Scope, StaticCall, Template, Value } from '../../template/index.ts';
import { mayHoldTemplate, toHost } from '../../template/index.ts';
import { mergeCalls } from '../config/config-merge.ts';
import type { Captured, Mention } from '../context/captured.ts';
import type { MacroParseContext } from '../context/context.ts';
import { objectOf } from '../context/data.ts';

export type { Captured, Mention } from '../context/captured.ts';

/** A text that mentions nothing. */
export const NOTHING: Captured = { refs: [], sources: [], metrics: [], functions: [], macros: [], call: {} };

/** What a template mentions, read from its literal calls, or else by rendering it with execute false. */
export function captureTemplate(
  context: MacroParseContext,
  template: Template,
  part: () => ParsedPart,
  packageName: string,
): Captured {
  const read = template.statics === null ? null : readStatics(context, template.statics, packageName);
  if (read) return { ...read, sources: eachOnce(template.statics ?? [], read.sources, part) };
  const capture = createCapture();
  render(template, parseScope(context.world, context.macros, part(), capture));
  if (context.project.files.model.length > MANY_MODELS) template.release();
  return fromCapture(capture);
}

/** A model that dbt reads without rendering lists a source that it names twice only once. */
function eachOnce(
  calls: readonly StaticCall[],
  sources: Captured['sources'],
  part: () => ParsedPart,
): Captured['sources'] {
  const keys = sources.map(({ source, table }) => `${source}.${table}`);
  const isEach = new Set(keys).size === keys.length || calls.some(({ name }) => name === 'var');
  if (isEach || part().resource_type !== 'model') return sources;
  return sources.filter((_, i) => keys.indexOf(keys[i] ?? '') === i);
}

/** With more models than this, templates do not keep what rendering them has worked out: memory counts for more. */
const MANY_MODELS = 5000;

/** Renders for the sake of what is captured; TD902 when the template waits for something: nothing that it sees while parsing does. */
export function render(template: Template, scope: Scope): string {
  const text = template.render(scope, { lenient: true });
  if (isPromise(text))
    throw failure('TD902', `${template.file} asks the warehouse while the project is read`);
  return text;
}

/** A collector's content as plain data. */
export function fromCapture(capture: Capture): Captured {
  return {
    refs: capture.refs,
    sources: capture.sources,
    metrics: capture.metrics.map((one) => one.args),
    functions: capture.functions,
    macros: [...capture.macros],
    call: mergeCalls(capture.configs),
  };
}

/** Adds what hooks mention to what a node's own text mentions. */
export function joinCaptured(first: Captured, second: Captured): Captured {
  return {
    refs: [...first.refs, ...second.refs],
    sources: [...first.sources, ...second.sources],
    metrics: [...first.metrics, ...second.metrics],
    functions: [...first.functions, ...second.functions],
    macros: [...new Set([...first.macros, ...second.macros])],
    call: first.call,
  };
}

const REPLACEABLE = ['ref', 'source', 'config', 'var'] as const;

/** The literal calls as data; null when one of them is not plain, or the project has a macro of that name. */
function readStatics(
  context: MacroParseContext,
  calls: readonly StaticCall[],
  packageName: string,
): Captured | null {
  const { index } = context.macros;
  if (REPLACEABLE.some((name) => index.find(name, packageName) !== undefined)) return null;
  const refs: (RefArgs & Mention)[] = [];
  const sources: ({ source: string; table: string } & Mention)[] = [];
  const configs: JsonObject[] = [];
  for (const call of calls) {
    const known =
      call.name === 'ref'
        ? push(refs, readRef(call))
        : call.name === 'source'
          ? push(sources, readSource(call))
          : call.name === 'config'
            ? push(configs, readConfig(call))
            : call.name === 'var' && isKnownVar(context, call, packageName);
    if (!known) return null;
  }
  return { ...NOTHING, refs, sources, call: mergeCalls(configs) };
}

function push<T>(list: T[], item: T | null): boolean {
  if (item === null) return false;
  list.push(item);
  return true;
}

function readRef(call: StaticCall): (RefArgs & Mention) | null {
  const texts = call.positional.filter((value) => typeof value === 'string');
  const [first, second] = texts;
  if (first === undefined || texts.length !== call.positional.length || texts.length > 2) return null;
  const version = versionOf(call.named);
  if (version === undefined) return null;
  return {
    name: second ?? first,
    package: second === undefined ? null : first,
    version,
    get at() {
      return call.span;
    },
  };
}

function versionOf(named: ReadonlyMap<string, Value>): string | number | null | undefined {
  if (named.size === 0) return null;
  const value = named.get('version') ?? named.get('v');
  if (named.size > 1) return undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

function readSource(call: StaticCall): ({ source: string; table: string } & Mention) | null {
  const [source, table] = call.positional;
  if (typeof source !== 'string' || typeof table !== 'string') return null;
  if (call.positional.length !== 2 || call.named.size > 0) return null;
  return {
    source,
    table,
    get at() {
      return call.span;
    },
  };
}

function readConfig(call: StaticCall): JsonObject | null {
  if (call.positional.length > 0) return null;
  return objectOf(Object.fromEntries(Array.from(call.named, ([key, value]) => [key, toHost(value)])));
}

function isKnownVar(context: MacroParseContext, call: StaticCall, packageName: string): boolean {
  const [name] = call.positional;
  if (typeof name !== 'string') return false;
  const value = context.world.vars.lookup(name, packageName);
  if (typeof value === 'string' && mayHoldTemplate(value)) return false;
  return call.positional.length > 1 || call.named.size > 0 || value !== undefined;
}
