/** Where rendered pieces go: text for templates and macros, values for native rendering. */
import type { Budget } from './python/budget.ts';
import { PyRange } from './python/iterators.ts';
import { Markup } from './python/methods/markup.ts';
import { str } from './python/print.ts';
import { PyDict, PyObject, PyTuple, type Value } from './python/value.ts';

/** Takes what a template prints, piece by piece. */
export interface Output {
  /** Text of the template. */
  text(piece: string): void;
  /** The value of an expression. */
  value(value: Value): void;
  /** The value of an expression without names and calls. */
  constant(value: Value): void;
}

/** Joins all pieces to one text. */
export class TextOutput implements Output {
  readonly #budget: Budget;
  result = '';
  constructor(budget: Budget) {
    this.#budget = budget;
  }
  text(piece: string): void {
    this.#budget.write(piece.length);
    this.result += piece;
  }
  value(value: Value): void {
    this.text(typeof value === 'string' ? value : str(value));
  }
  constant(value: Value): void {
    this.value(value);
  }
}

/** Keeps all pieces as they are; texts and constants next to each other become one text. */
export class NativeOutput implements Output {
  readonly pieces: Value[] = [];
  #open = false;
  text(piece: string): void {
    const last = this.pieces.at(-1);
    if (this.#open && typeof last === 'string') this.pieces[this.pieces.length - 1] = last + piece;
    else this.pieces.push(piece);
    this.#open = true;
  }
  value(value: Value): void {
    this.pieces.push(value);
    this.#open = false;
  }
  constant(value: Value): void {
    if (isPlain(value)) this.text(str(value));
    else this.value(value);
  }
}

/** True for values that Jinja2 can write into its code: all but objects. */
function isPlain(value: Value): boolean {
  if (value instanceof PyObject) return value instanceof Markup || value instanceof PyRange;
  if (value instanceof PyDict) return value.entries().every((entry) => entry.every(isPlain));
  if (value instanceof PyTuple) return value.items.every(isPlain);
  return !Array.isArray(value) || value.every(isPlain);
}
