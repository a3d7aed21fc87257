import type { Relation } from '../../adapter/index.ts';
import type { NodeId } from '../../core/ids.ts';
import type { MaybePromise } from '../../core/maybe-promise.ts';
import type { ManifestNode } from '../../manifest/index.ts';
import type { CallArguments, Value } from '../../template/index.ts';
import type { NameScope } from './lazy-scope.ts';
import type { Capture, Macros, ParsedPart, Runtime, Session, World } from './world.ts';

/** Whom error texts speak of. */
export interface Subject {
  readonly name: string;
  /** `model.bank.stg_users`, or null for settings. */
  readonly id: string | null;
  /** `model` */
  readonly resourceType: string;
  readonly path: string;
}

/** What every scope stands on. */
export interface BaseContext {
  readonly world: World;
  /** Whose variables and macros are seen. */
  readonly packageName: string;
  readonly subject: Subject;
  /** The scope itself; asked for only after it was made. */
  scope(): NameScope;
}

/** What scopes with macros stand on. */
export interface MacroContext extends BaseContext {
  readonly macros: Macros;
  readonly execute: boolean;
}

/** While parsing: calls are collected, nothing is asked of a warehouse. */
export interface ParseContext extends MacroContext {
  readonly part: ParsedPart;
  readonly capture: Capture;
}

/** A result that statement() or store_result() kept; null once it was loaded. */
export type StoredResults = Map<string, Value>;

/** While compiling and running. */
export interface RunContext extends MacroContext {
  readonly runtime: Runtime;
  /** null for operations. */
  readonly node: ManifestNode | null;
  readonly session: Session;
  readonly results: StoredResults;
  readonly hooks: RunHooks;
  /** Whether a relation is there: as the cache knows it, or the warehouse says. */
  exists(relation: Relation, call: CallArguments): MaybePromise<boolean>;
}

/** What scopes report to whoever renders; all may be left out. */
export interface RunHooks {
  /** A ref() met an ephemeral model. */
  ephemeral?(node: ManifestNode): void;
  /** `write(sql)` of a materialization. */
  write?(sql: string): void;
  /** `adapter.load_seed(relation)`: the number of rows. */
  loadSeed?(relation: Value): Promise<number>;
  /** What stands for a node or source in place of its relation, as in unit tests; null: nothing does, and its ref fails. */
  standIn?(id: NodeId): Relation | null;
  /** Accept refs that the manifest did not foresee: operations and inline texts. */
  readonly anyRef?: boolean;
}
