import type { Diagnostic } from '../core/diagnostic.ts';
import type { Sink } from '../core/events.ts';
import type { JsonObject } from '../core/json.ts';
import type { BatchResults } from '../core/result.ts';
import type { Masker } from '../core/secrets.ts';
import type { Resume } from './resume.ts';

/** Where a project is and how to see it: what all commands share. Everything may be left out. */
export interface EngineOptions {
  /** Folder of the project file; the working directory when left out. */
  readonly projectDir?: string;
  readonly profilesDir?: string;
  readonly profile?: string;
  readonly target?: string;
  /** Values for var(): YAML text or data. */
  readonly vars?: string | JsonObject;
  readonly targetPath?: string;
  readonly logPath?: string;
  /** How many nodes run at a time; the target's own number when left out. */
  readonly threads?: number;
  /** Seconds after which a run ends: what is running is cancelled, what is left is skipped. */
  readonly deadline?: number;
  /** Seconds to wait for another run that builds the same relations, or holds the file; until it ends when left out, 0: not at all. */
  readonly lockWait?: number;
  /** Environment variables; those of the process when left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The working directory; that of the process when left out. */
  readonly cwd?: string;
  /** Who is told what happens. */
  readonly sinks?: readonly Sink[];
  /** Hides secrets in what the caller prints; secrets of the profile are added to it. */
  readonly masker?: Masker;
  /** Ends what is running: statements are cancelled, results so far are kept. */
  readonly signal?: AbortSignal;
  /** The command line, for logs and artifacts: `build --select a`. */
  readonly command?: string;
  /** Every other setting under dbt's name (`fail_fast`, `write_json` …): templates see them as `flags`. */
  readonly flags?: JsonObject;
  readonly warnError?: boolean;
  /** YAML text or data. */
  readonly warnErrorOptions?: string | WarnErrorOptions;
  /** What the caller has to say of its own usage: told once the project is open. */
  readonly notices?: readonly Diagnostic[];
  /** False: require-dbt-version is not looked at. */
  readonly versionCheck?: boolean;
}

/** Which warnings are errors, which stay warnings, which are not shown; by dbt's names or tsdbt's codes. */
export interface WarnErrorOptions {
  readonly error?: 'all' | '*' | readonly string[];
  readonly warn?: readonly string[];
  readonly silence?: readonly string[];
}

/** Which nodes a command is about. */
export interface SelectOptions {
  /** Exactly the nodes with these ids, whatever else is said. */
  readonly only?: readonly string[];
  /** Batches of microbatch models that an earlier run left to be built: these alone are, by unique_id. */
  readonly left?: ReadonlyMap<string, BatchResults>;
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
  readonly selector?: string;
  readonly indirectSelection?: 'eager' | 'cautious' | 'buildable' | 'empty';
  readonly resourceTypes?: readonly string[];
  readonly excludeResourceTypes?: readonly string[];
  /** Folder with the artifacts of another run: what `state:` and `result:` compare with. */
  readonly state?: string;
  /** Refs of nodes that are not built here mean those of the state … */
  readonly defer?: boolean;
  /** … and those of nodes that are not selected, built here or not. */
  readonly favorState?: boolean;
  /** Folder of the state to defer to; `state` when left out. */
  readonly deferState?: string;
}

/** How nodes are run. */
export interface RunOptions extends SelectOptions {
  readonly fullRefresh?: boolean;
  readonly failFast?: boolean;
  readonly storeFailures?: boolean;
  readonly empty?: boolean;
  /** Microbatch models: build the batches from this moment on (`2024-01-31`, `2024-01-31T10:00:00`) … */
  readonly eventTimeStart?: string;
  /** … up to this one; both or none. */
  readonly eventTimeEnd?: string;
  /** Read of inputs with an `event_time` only this time: `3 days`, or `{start, end}` as YAML text or data. */
  readonly sample?: string | { readonly start: string; readonly end: string };
  /** The run that was broken off and is gone on with; set by retry. */
  readonly resume?: Resume;
}

/** retry: where the run_results.json is, and whether everything is to be rebuilt. */
export interface RetryOptions {
  readonly state?: string;
  readonly fullRefresh?: boolean;
}

/** clone: from `state`. */
export type CloneOptions = RunOptions;

/** seed: rows may be shown. */
export interface SeedOptions extends RunOptions {
  readonly show?: boolean;
}

/** compile: of nodes, or of a text. */
export interface CompileOptions extends SelectOptions {
  readonly inline?: string;
  readonly output?: 'text' | 'json';
  readonly fullRefresh?: boolean;
  readonly empty?: boolean;
}

/** show: rows of a node, of a text with templates, or of plain SQL. */
export interface ShowOptions extends Omit<CompileOptions, 'output'> {
  readonly output?: 'text' | 'json' | 'csv';
  readonly inlineDirect?: string;
  /** Below 0: all rows. */
  readonly limit?: number;
}

/** ls: what to print of each node. */
export interface ListOptions extends SelectOptions {
  readonly output?: 'selector' | 'name' | 'path' | 'json';
  readonly outputKeys?: readonly string[];
  /** As --select, but of models only. */
  readonly models?: readonly string[];
}

/** run-operation: a macro and its named arguments (YAML text or data). */
export interface OperationOptions {
  readonly macro: string;
  readonly args?: string | JsonObject;
}

/** source freshness: where the report goes. */
export interface FreshnessOptions extends SelectOptions {
  readonly output?: string;
}

/** docs generate. */
export interface DocsOptions extends SelectOptions {
  readonly compile?: boolean;
  readonly emptyCatalog?: boolean;
  readonly static?: boolean;
}

/** docs serve: where it listens. */
export interface ServeOptions {
  /** 8080 when left out; 0: any that is free. */
  readonly port?: number;
  /** 127.0.0.1 when left out. */
  readonly host?: string;
  /** Called with the address once it can be opened. */
  readonly ready?: (url: string) => void;
}

/** compat: the other tool's command, and what both are to do (compile, when nothing is said). */
export interface CompatOptions {
  /** What is typed before `compile`: `dbt`, `venv/bin/dbt`. */
  readonly against: string;
  readonly parseOnly?: boolean;
  readonly build?: boolean;
  /** With `build`: the other tool builds twice, and values that differ between its own tables do not count. */
  readonly twice?: boolean;
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
  readonly selector?: string;
  readonly output?: 'text' | 'json';
  /** So many differences are shown; below 0: all. */
  readonly limit?: number;
  /** With `build`: targets of the profile that the other tool and this one build in; with `twice` a third. */
  readonly targets?: readonly string[];
  /** The copies of the project, and the schemas that were built in, are not removed. */
  readonly keep?: boolean;
}
