import type { MacroId } from '../core/ids.ts';
import type { ManifestNode } from '../manifest/index.ts';

/** Macros that are called on behalf of a node. */
export interface Calls {
  readonly seen: ReadonlySet<MacroId>;
  readonly onCall?: (id: MacroId, depth: number) => void;
}

const NOT_WATCHED: Calls = { seen: new Set() };

/**
 * Collects the macros that are called so many macros deep. As in dbt only data tests are watched: what their text and their
 * materialization call is among what they stand on once they ran.
 */
export function watchCalls(node: ManifestNode | null, watched: number): Calls {
  if (node?.resource_type !== 'test') return NOT_WATCHED;
  const seen = new Set<MacroId>();
  return {
    seen,
    onCall: (id, depth) => {
      if (depth === watched) seen.add(id);
    },
  };
}
