/** What exists while a template or macro runs: its variables, the place it is at, the macros around it. */
import { type Frame, TsdbtError } from '../core/diagnostic.ts';
import { isPromise, type MaybePromise } from '../core/maybe-promise.ts';
import { located } from './error-place.ts';
import type { RenderOptions, Scope } from './index.ts';
import type { Range, Source } from './places.ts';
import type { Budget } from './python/budget.ts';
import type { Value } from './python/value.ts';
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

/** One running macro, template or recursive loop. */
export class Invocation {
  readonly run: Run;
  /** Where the macro was defined: its outer variables are there. */
  readonly outer: Invocation | null;
  readonly locals: (Value | undefined)[];
  /** The calls around it, innermost first. */
  readonly frames: () => readonly Frame[];
  /** How many macros are around it, itself counted: 0 for a template. */
  readonly depth: number;
  /** What is being evaluated: errors are reported there. */
  at: Range = { lineno: 0, colno: 0 };

  constructor(
    run: Run,
    outer: Invocation | null,
    size: number,
    frames: () => readonly Frame[],
    depth: number,
  ) {
    this.run = run;
    this.outer = outer;
    this.locals = new Array<Value | undefined>(size).fill(undefined);
    this.frames = frames;
    this.depth = depth;
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

  /** The same for a macro, which return() ends with a value. */
  guardReturn(body: () => MaybePromise<Value>): MaybePromise<Value> {
    try {
      const result = body();
      return isPromise(result) ? result.catch((error: unknown) => this.#ended(error)) : result;
    } catch (error) {
      return this.#ended(error);
    }
  }

  #ended(error: unknown): Value {
    return error instanceof ReturnSignal ? error.value : this.#fail(error);
  }

  #fail(error: unknown): never {
    if (error instanceof ReturnSignal && this.depth > 0) throw error;
    if (error instanceof TsdbtError && error.diagnostics.every((d) => d.at)) throw error;
    throw located(error, this.run.source.span(this.at), this.frames(), this.run.scope);
  }
}
