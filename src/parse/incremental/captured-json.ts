import type { Frame, Span } from '../../core/diagnostic.ts';
import { macroId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import type { RefArgs } from '../../manifest/index.ts';
import type { Captured } from '../context/captured.ts';
import { isPlain } from './plain.ts';

/** A place without its text: file, line, column, end, what was entered there. */
type PlaceJson =
  | readonly [
      file: string,
      line: number,
      column: number,
      endLine: number | null,
      endColumn: number | null,
      name: string | null,
    ]
  | null;

/** What a template mentions, as it is kept. */
export interface CapturedJson {
  readonly refs: readonly (readonly [
    name: string,
    packageName: string | null,
    version: RefArgs['version'],
    at: PlaceJson,
  ])[];
  readonly sources: readonly (readonly [source: string, table: string, at: PlaceJson])[];
  readonly metrics: readonly (readonly string[])[];
  readonly functions: readonly (readonly [args: readonly string[], at: PlaceJson])[];
  readonly macros: readonly string[];
  readonly call: JsonObject;
}

/** What a template mentions, to be kept; undefined for what would not come back as it is. */
export function capturedJson(captured: Captured): CapturedJson | undefined {
  const json: CapturedJson = {
    refs: captured.refs.map(({ name, package: packageName, version, at }) => [
      name,
      packageName,
      version,
      placeJson(at),
    ]),
    sources: captured.sources.map(({ source, table, at }) => [source, table, placeJson(at)]),
    metrics: captured.metrics,
    functions: captured.functions.map(({ args, at }) => [args, placeJson(at)]),
    macros: captured.macros,
    call: captured.call,
  };
  return isPlain(json.call) && json.refs.every(([, , version]) => isPlain(version)) ? json : undefined;
}

/** What was kept, as it was; `textOf` finds the text of a file again when a place is shown. */
export function capturedFrom(json: CapturedJson, textOf: (file: string) => string | undefined): Captured {
  const placed = (place: PlaceJson): Span | null => (place === null ? null : new KeptSpan(place, textOf));
  return {
    refs: json.refs.map(([name, packageName, version, at]) => ({
      name,
      package: packageName,
      version,
      at: placed(at),
    })),
    sources: json.sources.map(([source, table, at]) => ({ source, table, at: placed(at) })),
    metrics: json.metrics,
    functions: json.functions.map(([args, at]) => ({ args, at: placed(at) })),
    macros: json.macros.map(macroId),
    call: json.call,
  };
}

function placeJson(at: Frame | null): PlaceJson {
  if (at === null) return null;
  return [at.file, at.line, at.column, at.endLine ?? null, at.endColumn ?? null, at.name ?? null];
}

/** A place whose text is read when somebody wants to see it. */
class KeptSpan implements Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly name?: string;
  readonly #textOf: (file: string) => string | undefined;

  constructor(place: NonNullable<PlaceJson>, textOf: (file: string) => string | undefined) {
    const [file, line, column, endLine, endColumn, name] = place;
    this.file = file;
    this.line = line;
    this.column = column;
    if (endLine !== null) this.endLine = endLine;
    if (endColumn !== null) this.endColumn = endColumn;
    if (name !== null) this.name = name;
    this.#textOf = textOf;
  }
  get text(): string {
    return this.#textOf(this.file) ?? '';
  }
}
