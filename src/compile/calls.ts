import type { MacroId } from '../core/ids.ts';
import type { ManifestNode } from '../manifest/index.ts';

/** Macros that are called on behalf of a node. */
export interface Calls {
  readonly seen: ReadonlySet<MacroId>;
  readonly onCall?: (id: MacroId, depth: number) => void;
}

const NOT_WATCHED: Calls = { seen: new Set() };

/** What the text of a node calls is among what it stands on once it is compiled. */
export const watchText = (): Calls => watch(1);

/** What the materialization of a data test calls, one macro deeper; of other nodes nothing is noted, as in dbt. */
export const watchMaterialization = (node: ManifestNode): Calls =>
  node.resource_type === 'test' ? watch(2) : NOT_WATCHED;

function watch(watched: number): Calls {
  const seen = new Set<MacroId>();
  return {
    seen,
    onCall: (id, depth) => {
      if (depth === watched) seen.add(id);
    },
  };
}
