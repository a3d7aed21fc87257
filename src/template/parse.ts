/** The entry of the stage: text → Template. */
import { chain, type MaybePromise } from '../core/maybe-promise.ts';
import { analyze } from './analyze.ts';
import { findBlocks } from './blocks.ts';
import { callsIn } from './calls.ts';
import { type Context, enter } from './compile-context.ts';
import { compileBody } from './compile-statement.ts';
import { defineBlock, restoreDefinition } from './definition.ts';
import { located } from './error-place.ts';
import type { Exec } from './exec.ts';
import type {
  Definition,
  Origin,
  ParseOptions,
  RenderOptions,
  Scope,
  StaticCall,
  Template,
} from './index.ts';
import { Invocation } from './invocation.ts';
import { nativeResult } from './native.ts';
import type { Body } from './nunjucks.ts';
import { NativeOutput, type Output, TextOutput } from './output.ts';
import { parseSource } from './parser.ts';
import { Source } from './places.ts';
import { Budget, DEFAULT_LIMITS, type Limits } from './python/budget.ts';
import type { Value } from './python/value.ts';
import type { SavedDefinition } from './saved.ts';
import { staticCalls } from './statics.ts';
import { FunctionInfo, Symbols } from './symbols.ts';
import { tokenize } from './tokens.ts';

/** True when a text may hold template syntax: `{{`, `{%` or `{#`. */
export function mayHoldTemplate(text: string): boolean {
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
    const next = text.charCodeAt(at + 1);
    if (next === 123 || next === 37 || next === 35) return true;
  }
  return false;
}

/**
 * Parses a template; a TsdbtError (TD301, TD302, TD307) with the place when it cannot be read.
 * With `definitionsOnly` (macro files, docs files) only the blocks that define something are read, the text between
 * them may be anything, and `render` reads the rest when it is called.
 */
export function parseTemplate(source: string, origin: Origin, options: ParseOptions = {}): Template {
  const parsed = new ParsedTemplate(source, origin, { ...DEFAULT_LIMITS, ...options.limits }, options.saved);
  if (options.definitionsOnly) parsed.definitions;
  else parsed.check();
  return parsed;
}

/** A template compiled: what to run and how many variables it needs. */
interface Compiled {
  readonly body: Exec;
  readonly enter: (inv: Invocation) => void;
  readonly owner: FunctionInfo;
}

class ParsedTemplate implements Template {
  readonly source: string;
  readonly #text: Source;
  readonly #limits: Limits;
  #root: Body | undefined;
  #statics: readonly StaticCall[] | null | undefined;
  #definitions: readonly Definition[] | undefined;
  #compiled: Compiled | undefined;

  constructor(source: string, origin: Origin, limits: Limits, saved?: readonly SavedDefinition[]) {
    this.source = source;
    this.#text = new Source(source, origin);
    this.#limits = limits;
    this.#definitions = saved?.map((one) => restoreDefinition(one, this.#text));
  }

  get file(): string {
    return this.#text.origin.file;
  }

  /** Reads the text once: as static calls if it holds nothing else, as nodes otherwise. */
  check(): void {
    if (this.statics === null) this.#nodes();
  }

  get statics(): readonly StaticCall[] | null {
    if (this.#statics === undefined) this.#statics = staticCalls(tokenize(this.#text), this.#text);
    return this.#statics;
  }

  get definitions(): readonly Definition[] {
    this.#definitions ??= mayHoldTemplate(this.source)
      ? findBlocks(this.#text).map((block) => defineBlock(block, this.#text))
      : [];
    return this.#definitions;
  }

  get calls(): readonly string[] {
    return this.#statics ? [...new Set(this.#statics.map((call) => call.name))] : callsIn(this.#nodes());
  }

  render(scope: Scope, options: RenderOptions = {}): MaybePromise<string> {
    const budget = new Budget(this.#limits);
    const output = new TextOutput(budget);
    return chain(this.#run(scope, options, budget, output, false), () => output.result);
  }

  renderNative(scope: Scope, options: RenderOptions = {}): MaybePromise<Value> {
    const output = new NativeOutput();
    return chain(this.#run(scope, options, new Budget(this.#limits), output, true), (inv) =>
      inv.guard(() => nativeResult(output.pieces)),
    );
  }

  release(): void {
    this.#root = undefined;
    this.#compiled = undefined;
  }

  #run(
    scope: Scope,
    options: RenderOptions,
    budget: Budget,
    output: Output,
    native: boolean,
  ): MaybePromise<Invocation> {
    const { body, enter, owner } = this.#compile(scope);
    const run = { source: this.#text, scope, options, budget, native };
    const inv = new Invocation(run, null, owner.size, null, 0);
    enter(inv);
    return chain(
      inv.guard(() => chain(body(inv, output), () => 'done')),
      () => inv,
    );
  }

  #nodes(): Body {
    this.#root ??= parseSource(this.#text);
    return this.#root;
  }

  #compile(scope: Scope): Compiled {
    if (this.#compiled) return this.#compiled;
    try {
      const owner = new FunctionInfo(null);
      const symbols = new Symbols(null, owner);
      const root = this.#nodes();
      analyze(root, symbols);
      const context: Context = { source: this.#text, symbols, owner, soft: false, direct: false };
      this.#compiled = { body: compileBody(root, context), enter: enter(context), owner };
      this.#root = undefined;
      return this.#compiled;
    } catch (error) {
      throw located(error, this.#text.span({ lineno: 0, colno: 0 }), [], scope);
    }
  }
}
