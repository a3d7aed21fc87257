import type { ManifestNode, ModelNode, SeedNode, SourceNode, UnitTestNode } from '../../manifest/index.ts';
import type { Runtime, Session } from '../../scope/index.ts';

/** A column of a relation or query, and its type as SQL. */
export interface TypedColumn {
  readonly name: string;
  readonly type: string;
}

/** What a unit test can be given rows for. */
export type Parent = ManifestNode | SourceNode;

/** What all steps of one unit test share. */
export interface Scene {
  readonly runtime: Runtime;
  readonly session: Session;
  readonly test: UnitTestNode;
  /** The model that is tested. */
  readonly tested: ModelNode;
  /** The columns of a seed by its file, for seeds that are not loaded. */
  seedColumns(seed: SeedNode): Promise<readonly TypedColumn[]>;
}

/** True where two names of columns mean the same: a unit test does not tell them apart by case. */
export const sameColumn = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether a name is among the columns. */
export const hasColumn = (columns: readonly TypedColumn[], name: string): boolean =>
  columns.some((column) => sameColumn(column.name, name));
