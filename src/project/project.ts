import type { Diagnostic, Span } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Masker } from '../core/secrets.ts';
import type { Env } from './env.ts';

/** One package: the root project, an installed package, or tsdbt's own standard library. */
export interface Package {
  readonly name: string;
  readonly version: string | null;
  /** Absolute folder. */
  readonly root: string;
  readonly kind: 'root' | 'installed' | 'standard';
  readonly projectFile: string;
  /** The paths, relative to root, with dbt's defaults filled in. */
  readonly paths: {
    readonly model: readonly string[];
    readonly seed: readonly string[];
    readonly test: readonly string[];
    readonly analysis: readonly string[];
    readonly macro: readonly string[];
    readonly snapshot: readonly string[];
    readonly docs: readonly string[];
    readonly asset: readonly string[];
    readonly function: readonly string[];
  };
  /** The sections `models:`, `seeds:`, `tests:`/`data_tests:`, `snapshots:`, `sources:`, `exposures:` … rendered (hooks are left as written). */
  readonly configs: { readonly [section: string]: JsonObject };
  /** The same as written, for `unrendered_config`. */
  readonly unrenderedConfigs: { readonly [section: string]: JsonObject };
  readonly quoting: { readonly database?: boolean; readonly schema?: boolean; readonly identifier?: boolean };
  readonly onRunStart: readonly string[];
  readonly onRunEnd: readonly string[];
  readonly queryComment: Json | undefined;
  readonly dispatch: readonly {
    readonly macro_namespace: string;
    readonly search_order: readonly string[];
  }[];
  readonly vars: JsonObject;
  /** `restrict-access`: protected resources of it are for itself only. */
  readonly restrictAccess: boolean;
  /** `flags:` of the root project. */
  readonly flags: JsonObject;
  /** Where a key of the project file stands (path: `models.bank.+schema`). */
  place(path: readonly (string | number)[]): Span;
}

/** Where the data is: one output of a profile, or of `targets:`. */
export interface Target {
  readonly profileName: string;
  readonly name: string;
  /** Adapter's name. */
  readonly type: string;
  readonly threads: number;
  /** Seconds that a node may take (`node_timeout:`) where it does not say so itself; null: as long as it takes. */
  readonly nodeTimeout: number | null;
  /** All keys as rendered, secrets included: for the adapter only. */
  readonly raw: JsonObject;
  /** Place of a key, for errors. */
  place(key: string): Span | undefined;
}

/** A file of the project, read once. */
export interface ProjectFile {
  readonly packageName: string;
  /** Absolute. */
  readonly absolutePath: string;
  /** Relative to the package root, `/` between parts. */
  readonly path: string;
  /** The resource path it was found under (`models`). */
  readonly searchPath: string;
  /** Relative to searchPath. */
  readonly relativePath: string;
  /** How users see it: relative to the root project's folder. */
  readonly shownPath: string;
  /** Reads the text (UTF-8, a BOM dropped, line endings kept); TD113 or TD114. */
  text(): string;
}

/** Kinds of files by their folder and ending. */
export type FileKind =
  | 'model'
  | 'seed'
  | 'test'
  | 'generic-test'
  | 'analysis'
  | 'macro'
  | 'snapshot'
  | 'function'
  | 'docs'
  | 'properties'
  | 'fixture';

/** A project that was read: settings, packages, target, files. Never changed afterwards. */
export interface Project {
  readonly name: string;
  readonly root: string;
  readonly rootPackage: Package;
  /** Root first, then installed packages, then the standard library (`dbt`, and the adapter's `dbt_<name>`). */
  readonly packages: readonly Package[];
  readonly target: Target;
  /** Absolute. */
  readonly targetPath: string;
  /** Absolute. */
  readonly logPath: string;
  readonly packagesPath: string;
  readonly cleanTargets: readonly string[];
  readonly env: Env;
  readonly masker: Masker;
  /** --vars. */
  readonly cliVars: JsonObject;
  readonly selectorsFile: { readonly path: string; readonly content: Json } | null;
  /** Files of all packages by kind, in dbt's order. */
  readonly files: { readonly [K in FileKind]: readonly ProjectFile[] };
  /** Warnings met while reading. */
  readonly diagnostics: readonly Diagnostic[];
}
