import type { Span } from '../../core/diagnostic.ts';
import type { MacroId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import type { RefArgs } from '../../manifest/index.ts';

/** A ref or a source with the place where it stands. */
export interface Mention {
  readonly at: Span | null;
}

/** What a text mentions, in order, and how it configures itself. */
export interface Captured {
  readonly refs: readonly (RefArgs & Mention)[];
  readonly sources: readonly ({ readonly source: string; readonly table: string } & Mention)[];
  readonly metrics: readonly (readonly string[])[];
  readonly functions: readonly ({ readonly args: readonly string[] } & Mention)[];
  readonly macros: readonly MacroId[];
  /** All config() calls as one. */
  readonly call: JsonObject;
}
