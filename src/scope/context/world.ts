import type { Adapter, Connection, RelationInfo } from '../../adapter/index.ts';
import type { Span } from '../../core/diagnostic.ts';
import type { Emit } from '../../core/events.ts';
import type { MacroId, NodeId, RunId } from '../../core/ids.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { MacroIndex, Manifest, RefArgs } from '../../manifest/index.ts';
import type { Definition, Template } from '../../template/index.ts';
import type { BatchContext, RunTimes } from './batch.ts';

/** What every scope of an invocation shares, before any node is known. */
export interface World {
  readonly projectName: string;
  readonly adapter: Adapter;
  /** Fields of `{{ target }}`: the adapter's targetFields plus name, type, threads, profile_name, target_name. */
  readonly target: JsonObject & { readonly schema: string; readonly database: string | null };
  /** var(): a value seen from a package, or undefined when it is not set. */
  readonly vars: {
    lookup(name: string, packageName: string): Json | undefined;
    /** All that a package sees, for the message of a missing one. */
    all(packageName: string): JsonObject;
  };
  /** env_var(): the value; throws TsdbtError TD109 or TD110. */
  envVar(name: string, fallback?: string): string;
  /** DBT_ENV_CUSTOM_ENV_ variables without the prefix. */
  readonly metadataEnv: Readonly<Record<string, string>>;
  /** Upper-case names as dbt's `flags`: FULL_REFRESH, STORE_FAILURES, WHICH, … */
  readonly flags: JsonObject;
  readonly invocationId: RunId;
  /** Arguments of the command, for invocation_args_dict. */
  readonly invocationArgs: JsonObject;
  readonly runStartedAt: Date;
  /** What batches and samples are of; without it there are none. */
  readonly times?: RunTimes;
  readonly quoting: { readonly database: boolean; readonly schema: boolean; readonly identifier: boolean };
  /** The project and its packages, as `ref.config.dependencies` shows them. */
  readonly packages?: readonly {
    readonly name: string;
    readonly version: string | null;
    readonly root: string;
  }[];
  readonly emit: Emit;
  /** The comment that is sent with each statement, if any; never part of what is written to disk. */
  queryComment?(runtime: Runtime, session: Session): QueryComment | null;
  /** Told when a template looks at what may be another thing the next time: the clock, flags, the invocation. */
  onPassing?(): void;
  /** Reads YAML for fromyaml(); undefined when it cannot be read. */
  readYaml?(text: string): unknown;
}

/** What was parsed of a project's texts: kept beside the manifest, which is plain data. */
export interface Code {
  /** The code of each macro. */
  readonly definitions: ReadonlyMap<MacroId, Definition>;
  /** The parsed text of nodes that have one (models, tests, analyses, snapshots, hooks). */
  readonly templates: ReadonlyMap<NodeId, Template>;
}

/** The macros that templates can call. */
export interface Macros {
  readonly index: MacroIndex;
  readonly definitions: ReadonlyMap<MacroId, Definition>;
}

/** What a parse-time rendering is about: enough for `this`, `model` and error texts. */
export interface ParsedPart {
  readonly unique_id: string;
  readonly name: string;
  readonly package_name: string;
  readonly resource_type: string;
  readonly original_file_path: string;
  readonly path: string;
  /** Merged config of project file and properties, as known before rendering: config.get() answers from it. */
  readonly config: JsonObject;
  readonly database: string | null;
  readonly schema: string;
  readonly alias: string;
  /** Everything `model.x` should show while parsing. */
  readonly fields: JsonObject;
}

/** Collects what a template does while it is parsed (execute is false). */
export interface Capture {
  readonly refs: (RefArgs & { readonly at: Span | null })[];
  readonly sources: { readonly source: string; readonly table: string; readonly at: Span | null }[];
  readonly metrics: { readonly args: readonly string[]; readonly at: Span | null }[];
  readonly functions: { readonly args: readonly string[]; readonly at: Span | null }[];
  /** Macros called, directly by this text or found by dispatch, in order. */
  readonly macros: Set<MacroId>;
  /** config() calls in order. */
  readonly configs: JsonObject[];
}

/** The session of one node's work: a connection, its open transaction, results of statements. */
export interface Session {
  readonly connection: Connection;
  /** `model.bank.stg_users`: for events. */
  readonly name: string;
  readonly node: NodeId | null;
  readonly thread: string;
  readonly signal: AbortSignal;
}

/** Known relations of the warehouse, filled per schema once and kept up to date by creates, renames and drops. */
export interface RelationCache {
  get(database: string, schema: string, identifier: string): RelationInfo | undefined;
  list(database: string, schema: string): readonly RelationInfo[];
  has(database: string, schema: string): boolean;
  /** Whether the schema has any relation with a name that is given to what is built beside another. */
  hasLeftovers(database: string, schema: string): boolean;
  fill(database: string, schema: string, relations: readonly RelationInfo[]): void;
  add(relation: RelationInfo): void;
  drop(relation: RelationInfo): void;
  rename(from: RelationInfo, to: RelationInfo): void;
  dropSchema(database: string, schema: string): void;
}

/** The World once the project is parsed: what compiling and running share. */
export interface Runtime extends World {
  readonly manifest: Manifest;
  readonly macros: Macros;
  readonly templates: Code['templates'];
  readonly cache: RelationCache;
  /** Nodes selected in this run (`selected_resources`), and all results so far (`results` in on-run-end). */
  readonly selected: readonly NodeId[];
  /** compiled SQL of nodes, filled as nodes are compiled. */
  readonly compiled: Map<NodeId, CompiledNode>;
  /** With --defer: what refs of nodes that are not built here mean. */
  readonly deferred?: Deferral;
  /** The batch of a microbatch model that is worked on. */
  readonly batch?: BatchContext;
}

/** Where a node stood when a state was saved. */
export interface SavedRelation {
  readonly database: string | null;
  readonly schema: string;
  readonly identifier: string;
}

/** A saved state that refs fall back on. */
export interface Deferral {
  readonly relations: ReadonlyMap<NodeId, SavedRelation>;
  /** Nodes that are not selected are taken from the state even where they are built here. */
  readonly favorState: boolean;
}

/** A comment for the warehouse's log of statements. */
export interface QueryComment {
  readonly text: string;
  readonly append: boolean;
}

/** A node after compilation. */
export interface CompiledNode {
  readonly id: NodeId;
  /** The SQL without the common table expressions of ephemeral parents. */
  readonly code: string;
  /** With them: what analysts read under target/compiled, and what runs. */
  readonly compiledCode: string;
  readonly extraCtes: readonly { readonly id: NodeId; readonly sql: string }[];
  /** Macros that were called while a data test was compiled and run: dbt counts them among what it stands on. */
  readonly calls?: readonly MacroId[];
  /** Of a hook that ran: 1 for the first one of its time. */
  readonly index?: number;
  /** With --defer: the relations that the saved state has for the parents of a model with foreign keys. */
  readonly deferred?: ReadonlyMap<NodeId, string>;
  /** Leads a line of compiledCode (1-based) back to the author's file, where it is known. */
  place(line: number, column: number): Span | undefined;
}
