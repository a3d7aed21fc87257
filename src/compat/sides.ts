import type { JsonObject } from '../core/json.ts';
import { type Comparison, merged } from './comparison.ts';
import { objectAt } from './json-differences.ts';
import { compareManifests, type ManifestSide } from './manifests.ts';
import { compareResults } from './results.ts';
import { createSameness } from './sameness.ts';
import { compareSql } from './sql.ts';
import type { Artifacts } from './their-run.ts';

/** A tool's run: where, when, and what it wrote. */
export interface Done extends Artifacts {
  /** Its own texts and what they stand for: scratch folders, schemas. */
  readonly names: readonly (readonly [text: string, stands: string])[];
  readonly from: Date;
  readonly to: Date;
}

/** A run with what makes its texts comparable. */
export function sideOf({ manifest, names, from, to }: Done): ManifestSide {
  const invocation = objectAt(manifest, 'metadata').invocation_id;
  const own = typeof invocation === 'string' ? [[invocation, '<invocation>'] as const] : [];
  return { manifest, sameness: createSameness({ names: [...names, ...own], from, to }) };
}

/** Compares what two runs wrote: manifests, compiled SQL, results. */
export function compareArtifacts(theirs: Done, ours: Done): Comparison {
  const [a, b] = [sideOf(theirs), sideOf(ours)];
  const manifests = compareManifests(a, b);
  if (theirs.results === null || ours.results === null) return manifests;
  return merged([manifests, compareSql(a, b), compareResults(theirs.results, ours.results)]);
}

/** unique_id → relation of what a run has built and both can read again. */
export function builtRelations({ manifest, results }: Artifacts): ReadonlyMap<string, string> {
  const nodes = objectAt(manifest, 'nodes');
  const ids = Array.isArray(results?.results) ? results.results : [];
  return new Map(
    ids.flatMap((one: JsonObject) => {
      const id = String(one.unique_id);
      const node = objectAt(nodes, id);
      const { relation_name: relation, resource_type: type } = node;
      const built = one.status === 'success' && typeof relation === 'string' && type !== 'test';
      return built ? [[id, relation] as const] : [];
    }),
  );
}
