import { join, resolve } from 'node:path';
import { artifactFile, type ReadableArtifact, readArtifact } from '../artifacts/index.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { SavedFreshness, SavedState, StateRules } from '../graph/index.ts';
import { type SavedManifest, savedManifest } from '../manifest/index.ts';
import type { World } from '../scope/index.ts';
import type { Engine } from './open.ts';

/** What --state offers to selectors, read when one asks; undefined when it was not given. Warns (TD705) of the target folder itself. */
export function savedState(engine: Engine, world: World): SavedState | undefined {
  const folder = world.flags.STATE;
  if (typeof folder !== 'string' || folder === '') return undefined;
  warnOfTarget(engine, folder);
  const { root, targetPath } = engine.project;
  const from = (artifact: ReadableArtifact, where = folder): JsonObject | undefined =>
    readArtifact(join(resolve(root, where), artifactFile(artifact)), artifact);
  return {
    manifest: once(() => manifestOf(from('manifest'))),
    results: once(() => statusesOf(from('run-results'))),
    sources: once(() => freshnessOf(from('sources'))),
    currentSources: once(() => freshnessOf(from('sources', targetPath))),
  };
}

/** The manifest in a folder of artifacts, seen from the project; undefined when there is none. Throws TD704. */
export function manifestIn(engine: Engine, folder: string): SavedManifest | undefined {
  warnOfTarget(engine, folder);
  return manifestOf(
    readArtifact(join(resolve(engine.project.root, folder), artifactFile('manifest')), 'manifest'),
  );
}

/** How this project compares with a state. */
export const stateRules = ({ adapter, project }: Engine, { flags }: World): StateRules => ({
  standardPackages: new Set(
    project.packages.filter(({ kind }) => kind === 'standard').map(({ name }) => name),
  ),
  moreUnrendered: flags.STATE_MODIFIED_COMPARE_MORE_UNRENDERED_VALUES === true,
  enforces: (constraint) => adapter.capabilities.enforcedConstraints?.includes(constraint) ?? true,
});

function warnOfTarget({ emit, project }: Engine, folder: string): void {
  if (resolve(project.root, folder) !== resolve(project.root, project.targetPath)) return;
  const message = `The state and target directories are the same: '${folder}'. This could lead to missing changes due to overwritten state including non-idempotent retries.`;
  const help = 'copy the artifacts of the other run to a folder of their own';
  emit({ type: 'diagnostic', diagnostic: { code: 'TD705', message, help } });
}

const manifestOf = (content: JsonObject | undefined): SavedManifest | undefined =>
  content && savedManifest(content);

/** unique_id → status of each result. */
const statusesOf = (content: JsonObject | undefined): ReadonlyMap<string, string> | undefined =>
  content && new Map(resultsOf(content).map((one) => [String(one.unique_id), String(one.status)]));

const freshnessOf = (content: JsonObject | undefined): SavedFreshness | undefined =>
  content && new Map(resultsOf(content).map((one) => [String(one.unique_id), micros(one.max_loaded_at)]));

/** A moment in microseconds since 1970; null for what is none. */
function micros(moment: Json | undefined): number | null {
  if (typeof moment !== 'string') return null;
  const time = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(moment) ? moment : `${moment}Z`).getTime();
  const rest = /\.\d{3}(\d{1,3})/.exec(moment)?.[1]?.padEnd(3, '0') ?? '0';
  return Number.isNaN(time) ? null : time * 1000 + Number(rest);
}

/** The list under `results` of an artifact. */
export const resultsOf = ({ results }: JsonObject): readonly JsonObject[] =>
  isList(results)
    ? results.flatMap((one) => (typeof one === 'object' && one !== null && !isList(one) ? [one] : []))
    : [];

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}
