import type { JsonObject } from '../core/json.ts';
import type { Masker } from '../core/secrets.ts';
import type { Scope } from '../template/index.ts';
import type { Env } from './env.ts';

/** Which project to read, and for what. */
export interface ProjectOptions {
  /** Working directory. */
  readonly cwd: string;
  readonly env: Env;
  readonly masker: Masker;
  /** --project-dir; else the nearest folder with a project file. */
  readonly projectDir?: string;
  /** --profiles-dir. */
  readonly profilesDir?: string;
  /** --profile. */
  readonly profile?: string;
  /** --target. */
  readonly target?: string;
  /** --threads. */
  readonly threads?: number;
  /** --vars: YAML or JSON text, or data. */
  readonly vars?: string | JsonObject;
  /** --target-path, relative to the project. */
  readonly targetPath?: string;
  /** --log-path, relative to the working directory. */
  readonly logPath?: string;
  readonly packagesInstallPath?: string;
  /** --no-version-check: false leaves require-dbt-version unread. */
  readonly versionCheck?: boolean;
  /** False for clean, deps and init: they work without a target and without variables. */
  readonly needTarget: boolean;
  /** The target of a project that names no profile and lists no targets: a file beside the project file. */
  readonly embedded?: EmbeddedTarget;
  /** Further names for templates in project files (modules, fromjson, …). */
  readonly names?: Scope;
}

/** An output that needs no settings. */
export interface EmbeddedTarget {
  /** Adapter's name. */
  readonly type: string;
  /** Its keys; paths are relative to the project's folder. */
  raw(projectName: string): JsonObject;
}
