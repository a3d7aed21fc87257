import type { Diagnostic, Span } from '../../core/diagnostic.ts';
import { TsdbtError } from '../../core/diagnostic.ts';
import type { Package, Project } from '../../project/project.ts';
import type { Macros, World } from '../../scope/index.ts';
import type { SavedDefinition } from '../../template/index.ts';
import type { ParseMemory } from './memory.ts';

/** Takes diagnostics as they are met. */
export type Report = (diagnostic: Diagnostic) => void;

/** The definitions of a macro file with this text, where they were found before. */
export type SavedMacros = (text: string) => readonly SavedDefinition[] | undefined;

/** What every step of parsing may read, and where it reports problems. */
export interface ParseContext {
  readonly project: Project;
  readonly world: World;
  readonly packages: ReadonlyMap<string, Package>;
  readonly report: Report;
  /** Seconds since 1970: `created_at` of all nodes. */
  readonly createdAt: number;
  readonly savedMacros?: SavedMacros;
  readonly memory: ParseMemory;
}

/** The context once the macros are known. */
export interface MacroParseContext extends ParseContext {
  readonly macros: Macros;
  /** Names of the standard library's packages. */
  readonly standard: ReadonlySet<string>;
}

/** Runs a piece of work; its TsdbtError is reported, and the result is undefined then. Other errors pass through. */
export function attempt<T>(report: Report, work: () => T, extra: Partial<Diagnostic> = {}): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TsdbtError)) throw error;
    for (const diagnostic of error.diagnostics) report({ ...extra, ...diagnostic });
    return undefined;
  }
}

/** A place that is looked for only when somebody reads its line or column. */
export const lazySpan = (file: string, find: () => Span): Span => new LazySpan(file, find);

class LazySpan implements Span {
  readonly file: string;
  #find: (() => Span) | undefined;
  #found: Span | undefined;

  constructor(file: string, find: () => Span) {
    this.file = file;
    this.#find = find;
  }
  get #span(): Span {
    this.#found ??= this.#find?.() ?? { file: this.file, line: 1, column: 1 };
    this.#find = undefined;
    return this.#found;
  }
  get line(): number {
    return this.#span.line;
  }
  get column(): number {
    return this.#span.column;
  }
  get endLine(): number {
    return this.#span.endLine ?? this.line;
  }
  get endColumn(): number {
    return this.#span.endColumn ?? this.column + 1;
  }
  get text(): string {
    return this.#span.text ?? '';
  }
  toJSON(): Span {
    return this.#span;
  }
}

/** A flag of the project file, or what it is when nobody sets it. */
export function projectFlag(context: ParseContext, name: string, fallback: boolean): boolean {
  const value = context.project.rootPackage.flags[name];
  return typeof value === 'boolean' ? value : fallback;
}
