/** The three parts of a relation's name, from the widest to the narrowest. */
export const PARTS = ['database', 'schema', 'identifier'] as const;
/** One part of a relation's name. */
export type Part = (typeof PARTS)[number];
/** The parts themselves; null where a relation has none. */
export type Path = { readonly [P in Part]: string | null };
/** A yes or no per part: which are quoted, or which are printed. */
export type Policy = { readonly [P in Part]: boolean };

/** What a relation can be. */
export type RelationType =
  | 'table'
  | 'view'
  | 'cte'
  | 'materialized_view'
  | 'ephemeral'
  | 'external'
  | 'pointer_table'
  | 'function';

/** The types, by the names that templates use: `api.Relation.Table`. */
export const RELATION_TYPES: Readonly<Record<string, RelationType>> = {
  Table: 'table',
  View: 'view',
  CTE: 'cte',
  MaterializedView: 'materialized_view',
  Ephemeral: 'ephemeral',
  External: 'external',
  PointerTable: 'pointer_table',
  Function: 'function',
};

/** The type of that name, or null for a name that is none. */
export function relationType(name: string): RelationType | null {
  return Object.values(RELATION_TYPES).find((type) => type === name) ?? null;
}

/** Every part: yes. */
export const ALL: Policy = { database: true, schema: true, identifier: true };

/** Changes the parts that `changes` names; undefined leaves a part as it is. */
export function withParts<T>(
  old: { readonly [P in Part]: T },
  changes: { readonly [P in Part]?: T | undefined },
): { readonly [P in Part]: T } {
  const pick = (part: Part): T => {
    const change = changes[part];
    return change === undefined ? old[part] : change;
  };
  return { database: pick('database'), schema: pick('schema'), identifier: pick('identifier') };
}
