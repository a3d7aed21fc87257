/** What exists while a template or macro runs: its variables, the place it is at, the macros around it. */
import { type Frame, TsdbtError } from '../core/diagnostic.ts';
import { isPromise, type MaybePromise } from '../core/maybe-promise.ts';
import { located } from './error-place.ts';
import type { RenderOptions, Scope } from './index.ts';
import type { Range, Source } from './places.ts';
import type { Budget } from './python/budget.ts';
import type { CallArguments, Value } from './python/value.ts';
import { ReturnSignal } from './return-signal.ts';

/** What all invocations of one rendering share. */
export interface Run {
  readonly source: Source;
  readonly scope: Scope;
  readonly options: RenderOptions;
  readonly budget: Budget;
  /** Whether the result is a value, not a text. */
  readonly native: boolean;
}

const START: Range = { lineno: 0, colno: 0 };

/** One running macro, template or recursive loop. */
export class Invocation {
  readonly run: Run;
  /** Where the macro was defined: its outer variables are there. */
  readonly outer: Invocation | null;
  readonly locals: (Value | undefined)[];
  /** What it was called with; null for a template. */
  readonly #call: Pick<CallArguments, 'frames'> | null;
  /** How many macros are around it, itself counted: 0 for a template. */
  readonly depth: number;
  /** What is being evaluated: errors are reported there. */
  at: Range = START;
  /** What return() was given, once a statement ended with 'return'. */
  returned: Value = null;

  constructor(
    run: Run,
    outer: Invocation | null,
    size: number,
    call: Pick<CallArguments, 'frames'> | null,
    depth: number,
  ) {
    this.run = run;
    this.outer = outer;
    this.locals = new Array<Value | undefined>(size).fill(undefined);
    this.#call = call;
    this.depth = depth;
  }

  /** The calls around it, innermost first. */
  get frames(): readonly Frame[] {
    return this.#call?.frames ?? [];
  }

  /** Runs a body so that whatever it throws names the place and the macros on the way. */
  guard<T>(body: () => MaybePromise<T>): MaybePromise<T> {
    try {
      const result = body();
      return isPromise(result) ? result.catch((error: unknown) => this.#fail(error)) : result;
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** What a macro gives that threw: return() ends it with a value; anything else is an error with its place. */
  ended(error: unknown): Value {
    return error instanceof ReturnSignal ? error.value : this.#fail(error);
  }

  #fail(error: unknown): never {
    if (error instanceof ReturnSignal && this.depth > 0) throw error;
    if (error instanceof TsdbtError && error.diagnostics.every((d) => d.at)) throw error;
    throw located(error, this.run.source.span(this.at), this.frames, this.run.scope);
  }
}
