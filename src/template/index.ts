/**
 * The template stage: text → Template → text.
 * In: Jinja as dbt configures Jinja2. Out: rendered text, or a native value, and the blocks a file defines.
 * Promises: Python's semantics; value or promise; every error has file:line:col and the macro frames;
 * no JavaScript prototype is reachable from a template.
 */

import type { Span } from '../core/diagnostic.ts';
import type { MaybePromise } from '../core/maybe-promise.ts';
import type { Limits } from './python/budget.ts';
import type { PyObject, Value } from './python/value.ts';
import type { SavedDefinition } from './saved.ts';

export * from './python/host-data.ts';
export * from './python/value.ts';

/** What names mean: asked once per use of a name that the template itself does not set. */
export interface Scope {
  /** The value of a global name, or undefined when there is none (not the same as None). */
  lookup(name: string): Value | undefined;
  /** All names there are, for "did you mean"; may be left out. */
  names?(): Iterable<string>;
}

/** How to parse. */
export interface ParseOptions {
  /** For files of macros, tests, snapshots or docs: only the blocks are read, anything may stand between them. */
  readonly definitionsOnly?: boolean;
  /** How much a rendering may do before it stops with TD308. */
  readonly limits?: Partial<Limits>;
  /** What an earlier reading of the very same text found (`saveDefinitions`): with it a body is read only when it is called. */
  readonly saved?: readonly SavedDefinition[];
}

/** How to render. */
export interface RenderOptions {
  /**
   * dbt's way while parsing a model: what is undefined may be called and looked into, and stays undefined.
   * Macros that are called stay strict, as in dbt.
   */
  readonly lenient?: boolean;
}

/** Where a template's text comes from: all its places are reported from here on. */
export interface Origin {
  readonly file: string;
  /** Place in the file of the text's first character (1-based), for templates inside YAML or blocks. */
  readonly line?: number;
  readonly column?: number;
  /** The whole file's text, if the template is only a part of it (for code frames). */
  readonly text?: string;
}

/** A parameter of a macro. */
export interface Parameter {
  readonly name: string;
  /** Whether it has a default. */
  readonly optional: boolean;
}

/** A block at the top level of a file that defines something. */
export interface Definition {
  readonly kind: 'macro' | 'test' | 'materialization' | 'snapshot' | 'docs';
  /** As dbt names it: macro `x` is `x`, test `x` is `test_x`, materialization `x` for adapter `a` is `materialization_x_a`. */
  readonly name: string;
  /** The name written in the tag. */
  readonly tagName: string;
  readonly parameters: readonly Parameter[];
  /** materialization only: `default` or the adapter's name. */
  readonly adapter?: string;
  /** materialization only. */
  readonly supportedLanguages?: readonly string[];
  /** The whole block, from `{%` of the opening tag to `%}` of the closing one, and where it stands. */
  readonly source: string;
  readonly span: Span;
  /** The text between the tags, and its place. */
  readonly body: string;
  readonly bodySpan: Span;
  /** Names (also dotted: `dbt_utils.star`) that the block calls, as far as the text shows; `adapter.dispatch('x', 'p')` gives `x` and `p.x`. */
  readonly calls: readonly string[];
  /** The macro as something to call, its free names looked up in the scope. Not for docs and snapshot. */
  bind(scope: Scope): PyObject;
}

/** A call with literal arguments only: `ref('a', 'b')`, `config(materialized='table')`. */
export interface StaticCall {
  readonly name: string;
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly span: Span;
}

/** A parsed template; it can be rendered any number of times, also at the same time. */
export interface Template {
  readonly file: string;
  readonly source: string;
  /** Top-level definitions in the order of the text. */
  readonly definitions: readonly Definition[];
  /** Names the text calls, as in `Definition.calls`. */
  readonly calls: readonly string[];
  /**
   * All calls, when the template holds nothing but text, comments and `{{ f(literals) }}` with f one of
   * ref, source, config, var without arguments computed at run time; null otherwise.
   */
  readonly statics: readonly StaticCall[] | null;
  /** The rendered text. Rejects or throws TsdbtError (TD3xx). */
  render(scope: Scope, options?: RenderOptions): MaybePromise<string>;
  /** dbt's native rendering of one string of YAML: `"{{ 1 + 1 }}"` → '2' as text, with `as_native`, `as_bool`, `as_number` the value. */
  renderNative(scope: Scope, options?: RenderOptions): MaybePromise<Value>;
  /** Lets go of what rendering has worked out; it is worked out again when the template is rendered again. */
  release(): void;
}

export { configKeywords } from './config-keywords.ts';
export { globals } from './globals.ts';
export { mayHoldTemplate, parseTemplate } from './parse.ts';
export type { Limits } from './python/budget.ts';
export { type Bound, bindArguments, callValue, hostFunction } from './python/call.ts';
export { contains, equals, sorted, truthy } from './python/compare.ts';
export { DictView, makeRange, PyIterator, PyRange } from './python/iterators.ts';
export { indentOf, type JsonOptions, toJson } from './python/json.ts';
export { attributeOf, itemOf } from './python/methods/attribute.ts';
export { pairsOf } from './python/methods/dict.ts';
export { Markup } from './python/methods/markup.ts';
export { makeSet } from './python/methods/set.ts';
export { dateTimeOf, PyDateTime, parseIso } from './python/modules/datetime.ts';
export { pythonModules } from './python/modules/index.ts';
export { asIndex, float, isFloat, isInt, isNumber, toNumber, typeName } from './python/numbers.ts';
export { quoted, repr, str } from './python/print.ts';
export { iterate, lengthOf, listOf } from './python/sequence.ts';
export { ReturnFunction, ReturnSignal, returnValue } from './return-signal.ts';
export { type SavedDefinition, saveDefinitions } from './saved.ts';
