import type { Parent, TypedColumn } from './scene.ts';

/** The columns that a model's enforced contract promises; null where there is none, or a type is missing. */
export function contractColumns(parent: Parent): readonly TypedColumn[] | null {
  if (parent.resource_type !== 'model' || !parent.contract.enforced) return null;
  return typedColumns(parent);
}

/** The described columns of a parent; null where it has none, or a type is missing. */
export function typedColumns(parent: Parent): readonly TypedColumn[] | null {
  const columns = describedColumns(parent);
  return columns.length > 0 && columns.every(isTyped) ? columns.filter(isTyped) : null;
}

/** A described column whose type may not be known. */
export interface MaybeTyped {
  readonly name: string;
  readonly type: string | null;
}

/** The columns that the properties of a node or source describe. */
export const describedColumns = (parent: Parent): readonly MaybeTyped[] =>
  Object.values(parent.columns).map(({ name, data_type }) => ({ name, type: data_type }));

const isTyped = (column: MaybeTyped): column is TypedColumn => column.type !== null;
