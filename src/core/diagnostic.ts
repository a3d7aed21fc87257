import { CODES, type Code, deprecationOf, type Level } from './codes.ts';
import { GENERAL_HELP } from './general-help.ts';
import type { JsonObject } from './json.ts';

/** A place in a file; lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Span {
  /** Path as the user would type it: relative to the project's root, `/` between parts. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** The file's text, where it is at hand: code frames are cut from it. */
  readonly text?: string;
}

/** One frame of a macro stack: where a call stands and what it called. */
export interface Frame extends Span {
  /** `macro.package.name`, or what else was entered there. */
  readonly name?: string;
}

/** What is wrong, where, and what to do next. */
export interface Diagnostic {
  readonly code: Code;
  readonly message: string;
  /** Overrides the level that the code has in the table. */
  readonly level?: Level;
  /** The place the author must open. */
  readonly at?: Span;
  /** The way there: calls of macros, innermost first. */
  readonly via?: readonly Frame[];
  /** The next thing to type. */
  readonly help?: string;
  /** The node (unique_id) it belongs to, if any. */
  readonly node?: string;
  /** dbt's event of the same meaning, where the code alone does not tell it; `data` is what that event carries. */
  readonly event?: { readonly name: string; readonly data?: JsonObject };
}

/** The name that dbt's log and --warn-error-options know a diagnostic by; undefined where dbt has none. */
export const eventNameOf = ({ event, code, message }: Diagnostic): string | undefined =>
  event?.name ?? CODES[code].dbt ?? deprecationOf(message);

/** The level of a diagnostic: its own, else that of its code. */
export const levelOf = (diagnostic: Diagnostic): Level => diagnostic.level ?? CODES[diagnostic.code].level;

/** The next thing to type: what the diagnostic says itself, else what its code says in general. */
export const helpOf = (diagnostic: Diagnostic): string =>
  diagnostic.help ??
  GENERAL_HELP[diagnostic.code] ??
  `tsdbt's reference of errors explains ${diagnostic.code}`;

/**
 * The one error class that users see: one or more diagnostics.
 * Anything else that is thrown is a bug of ours (or a host error to be wrapped at the edge).
 */
export class TsdbtError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: Diagnostic | readonly Diagnostic[], options?: { cause?: unknown }) {
    const list: readonly Diagnostic[] = 'code' in diagnostics ? [diagnostics] : diagnostics;
    super(list.map((d) => d.message).join('\n'), options);
    this.name = 'TsdbtError';
    this.diagnostics = list;
  }

  /** The first diagnostic: most errors have just one. */
  get first(): Diagnostic {
    const first = this.diagnostics[0];
    if (first === undefined) throw new Error('an error without a diagnostic');
    return first;
  }
}

/** Makes an error with one diagnostic: `throw failure('TD201', 'model "x" not found', { at, help })`. */
export function failure(
  code: Code,
  message: string,
  rest: Omit<Diagnostic, 'code' | 'message'> & { cause?: unknown } = {},
): TsdbtError {
  const { cause, ...detail } = rest;
  return new TsdbtError({ code, message, ...detail }, cause === undefined ? undefined : { cause });
}
