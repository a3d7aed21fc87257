import { PyError } from './value.ts';

/** How much a rendering may do before it is stopped with TD308. */
export interface Limits {
  /** Turns of loops and calls of macros. */
  readonly steps: number;
  /** Characters of output. */
  readonly output: number;
  /** Calls of macros within each other. */
  readonly depth: number;
}

/** The limits used when nothing else is said. */
export const DEFAULT_LIMITS: Limits = { steps: 20_000_000, output: 256 * 1024 * 1024, depth: 400 };

/** What is left of the limits; shared by all macros of one rendering. */
export class Budget {
  readonly #limits: Limits;
  #steps = 0;
  #output = 0;

  constructor(limits: Limits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** Takes note of one turn of a loop or call of a macro. */
  step(): void {
    if (++this.#steps > this.#limits.steps) throw stopped(`${this.#limits.steps} turns of loops and calls`);
  }

  /** Takes note of output. */
  write(length: number): void {
    this.#output += length;
    if (this.#output > this.#limits.output) throw stopped(`${this.#limits.output} characters of output`);
  }

  /** Checks how deep macros are within each other. */
  enter(depth: number): void {
    this.step();
    if (depth > this.#limits.depth)
      throw stopped(`${this.#limits.depth} macros within each other: endless recursion?`);
  }
}

const stopped = (what: string): PyError =>
  new PyError('LimitError', `stopped after ${what} (maximum recursion depth or size exceeded)`, 'TD308');
