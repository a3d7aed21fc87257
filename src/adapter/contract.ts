/**
 * What a warehouse adapter promises. Differences between warehouses are data (capabilities, type rules) and macros;
 * nothing in src/ compares an adapter's name.
 */

import type { Span } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import type { Fault } from './fault.ts';
import type { RelationType } from './relation-parts.ts';
import type { RowBlock } from './row-block.ts';

/** One setting of a profile's output. */
export interface ConfigKey {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean' | 'list' | 'object';
  readonly required?: boolean;
  readonly default?: string | number | boolean;
  /** Never shown; masked everywhere. */
  readonly secret?: boolean;
  /** Other spellings (`pass` for `password`). */
  readonly aliases?: readonly string[];
  /** One sentence for docs, init and debug. */
  readonly doc: string;
}

/** Facts about a warehouse that tsdbt decides by. */
export interface Capabilities {
  /** DDL can be rolled back. */
  readonly transactionalDdl: boolean;
  /** Has MERGE. */
  readonly merge: boolean;
  /** Several statements in one call. */
  readonly multipleStatements: boolean;
  /** Comments on relations and columns. */
  readonly comments: boolean;
  readonly materializedViews: boolean;
  /** A session can hold a lock that dies with it, which other sessions see: runs are kept apart by it. */
  readonly sessionLocks?: boolean;
  /** Batches of one microbatch model can be brought into its table side by side; false when left out. */
  readonly concurrentBatches?: boolean;
  /** A session sees one database: naming another is an error. */
  readonly singleDatabase?: boolean;
  /** Types of constraints that it enforces (`check`, `not_null` …), so that dropping one breaks a contract; all when left out. */
  readonly enforcedConstraints?: readonly string[];
}

/** How identifiers are quoted and folded. */
export interface IdentifierRules {
  readonly quote: string;
  /** Which parts of a relation's name are quoted by default. */
  readonly quoting: { readonly database: boolean; readonly schema: boolean; readonly identifier: boolean };
  /** Whether two names mean the same relation. */
  same(a: string, b: string): boolean;
  /** Whether a subquery in `from` must have an alias (`--empty`, `--sample`). */
  readonly subqueryAlias: boolean;
  /** As many letters a name may have; no limit when left out. */
  readonly maxLength?: number;
  /** Types of relations that can be renamed; none when left out. */
  readonly renameable?: readonly RelationType[];
  /** Types of relations that `create or replace` works for; none when left out. */
  readonly replaceable?: readonly RelationType[];
}

/** Names of types. */
export interface TypeRules {
  /** Types for seeds by what was inferred: text, integer, number, boolean, date, timestamp, time. */
  readonly seedTypes: Readonly<Record<SeedType, string>>;
  /** Columns of text keep the word null and blanks, as files copied by the warehouse itself do; else both are NULL. */
  readonly seedTextAsWritten?: boolean;
  /** `string` → `TEXT`: dbt's Column.translate_type. */
  translate(name: string): string;
  isString(type: string): boolean;
  isInteger(type: string): boolean;
  isFloat(type: string): boolean;
  isNumeric(type: string): boolean;
  /** `character varying(10)` for a size; dbt's Column.string_type. */
  stringType(size: number | null): string;
  /** Texts without a size stay without one in DDL. */
  readonly unsizedText?: boolean;
  /** Fields of a struct type, in order; undefined for other types. */
  structFields?(type: string): readonly { readonly name: string; readonly type: string }[] | undefined;
}

/** What a column of a seed may be inferred as (dbt's agate rules). */
export type SeedType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';

/** One value that a warehouse returned, exact: no number is rounded. */
export type Cell =
  | null
  | boolean
  | number
  | bigint
  | string
  | { readonly kind: 'decimal'; readonly text: string }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'time'; readonly text: string }
  /** ISO 8601 without zone for plain timestamps, with offset otherwise; microseconds kept. */
  | { readonly kind: 'timestamp'; readonly text: string; readonly zoned: boolean }
  /** Lists, structs, maps, blobs, intervals …: as the warehouse prints them, and as JSON-like data where it has a shape. */
  | { readonly kind: 'other'; readonly text: string; readonly data?: unknown };

/** A column of a result. */
export interface ResultColumn {
  readonly name: string;
  /** As the warehouse names the type: `DECIMAL(18,2)`. */
  readonly type: string;
  /** What the warehouse's Python client calls types of that kind (`LONGINTEGER`), where contracts compare columns by it. */
  readonly family?: string;
}

/** What one call to the warehouse returned: of the last statement, where several were sent. */
export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows inserted, changed or deleted; null when the warehouse does not say. */
  readonly rowsAffected: number | null;
  /** As dbt shows it: `OK`, `SELECT 5`. */
  readonly message: string;
  /** For run_results' adapter_response. */
  readonly response: JsonObject;
}

/** A relation that exists. */
export interface RelationInfo {
  readonly database: string;
  readonly schema: string;
  readonly identifier: string;
  readonly type: 'table' | 'view' | 'materialized_view' | 'external' | 'ephemeral' | 'cte';
}

/** An error of the warehouse, told apart from bugs: adapters throw only this from connections. */
export class WarehouseError extends Error {
  /** 1-based place in the statement, where the warehouse tells. */
  readonly position: { readonly line: number; readonly column: number } | undefined;
  /** The warehouse's own code or class: `Catalog Error`, `42P01`. */
  readonly code: string | undefined;
  /** What happened to the session or the server, where that is the reason: what did not take effect may be tried again. */
  readonly fault: Fault | undefined;
  readonly retryable: boolean;
  readonly cancelled: boolean;
  /** What was sent did not take effect, though the session is lost: the warehouse said so itself, or it was not sent at all. */
  readonly takenBack: boolean;
  /** What to do about it, where the adapter knows. */
  readonly help: string | undefined;
  constructor(
    message: string,
    detail: {
      position?: { line: number; column: number } | undefined;
      code?: string | undefined;
      fault?: Fault | undefined;
      retryable?: boolean;
      cancelled?: boolean;
      takenBack?: boolean;
      help?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'WarehouseError';
    this.position = detail.position;
    this.code = detail.code;
    this.fault = detail.fault;
    this.retryable = detail.retryable ?? detail.fault !== undefined;
    this.cancelled = detail.cancelled ?? false;
    this.takenBack = detail.takenBack ?? false;
    this.help = detail.help;
  }
}

/** Options of one statement. */
export interface QueryOptions {
  readonly signal?: AbortSignal;
  /** Fetch rows (default true); without it rows stay empty. */
  readonly fetch?: boolean;
  /** At most so many rows are fetched. */
  readonly limit?: number;
  /** The statements of the text take effect together or not at all, without a transaction around them. */
  readonly atomic?: boolean;
}

/** One session of the warehouse. One statement at a time. */
export interface Connection {
  /** Runs one or more statements and returns the result of the last. Rejects with WarehouseError. */
  query(sql: string, options?: QueryOptions): Promise<QueryResult>;
  /** Rows in batches, at least one, which may be empty; never all in memory. */
  stream(
    sql: string,
    options?: QueryOptions,
  ): AsyncIterable<{ columns: readonly ResultColumn[]; rows: readonly (readonly Cell[])[] }>;
  /**
   * Bulk-loads rows of text cells into an existing table, casting as the columns' types want.
   * Returns the number of rows. Within the transaction that is open.
   */
  load(table: LoadTarget, blocks: AsyncIterable<RowBlock>, signal?: AbortSignal): Promise<number>;
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** True between begin and commit or rollback. */
  readonly inTransaction: boolean;
  close(): Promise<void>;
}

/** Where a seed's rows go. */
export interface LoadTarget {
  /** Rendered, quoted name. */
  readonly relation: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** An open warehouse: hands out sessions. */
export interface Warehouse {
  connect(): Promise<Connection>;
  /** What `debug` shows: version, file, host. */
  describe(): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

/** What an adapter needs to know besides its settings. */
export interface OpenContext {
  /** Folder that relative paths in the profile are relative to: the working directory, as in dbt. */
  readonly projectRoot: string;
  readonly threads: number;
  readonly signal?: AbortSignal;
  /** A variable of the environment. */
  env?(name: string): string | undefined;
  /** Told of what the server says besides results. */
  notice?(message: string): void;
}

/** What parseConfig needs to report problems at their place. */
export interface ConfigContext {
  readonly projectRoot: string;
  place(key: string): Span | undefined;
}

/** An adapter: everything tsdbt knows of a warehouse. */
export interface Adapter<Config = unknown> {
  /** Folder name and dispatch prefix. */
  readonly name: string;
  /** Adapters whose macros serve where this one has none: `['postgres']` for redshift. */
  readonly parents: readonly string[];
  readonly capabilities: Capabilities;
  readonly identifiers: IdentifierRules;
  readonly types: TypeRules;
  readonly configKeys: readonly ConfigKey[];
  /** Absolute folder of its macro overrides. */
  readonly macros: string;
  /** Incremental strategies it offers, the default first: `['append', 'delete+insert', …]`. */
  readonly incrementalStrategies: readonly string[];
  /** Checks and completes the settings; throws TsdbtError TD108 at the key's place. */
  parseConfig(raw: JsonObject, context: ConfigContext): Config;
  /** What `{{ target }}` shows besides name, type, threads and profile_name: database, schema, path …; never secrets. */
  targetFields(config: Config): JsonObject & { readonly database: string | null; readonly schema: string };
  /** Opens the warehouse. Rejects with TsdbtError TD603 to TD605. */
  open(config: Config, context: OpenContext): Promise<Warehouse>;
  /**
   * The same settings for a trial in a copy of the project, whose writes must touch nothing else: files inside of
   * `projectRoot` are copied along, those elsewhere into `folder`. Left out where a schema of its own does it.
   */
  elsewhere?(raw: JsonObject, projectRoot: string, folder: string): JsonObject;
  /** The relation name of a source that is a file or a function (`read_parquet('…')`), where the warehouse can read these; undefined otherwise. */
  sourceRelation?(
    meta: JsonObject,
    source: { readonly name: string; readonly identifier: string; readonly schema: string },
  ): string | undefined;
}

/** Types an adapter's definition; what comes out is ready for the registry. */
export const defineAdapter = <Config>(adapter: Adapter<Config>): Adapter<Config> => adapter;
