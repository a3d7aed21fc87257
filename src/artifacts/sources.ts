import { join } from 'node:path';
import type { NodeId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { NodeResult } from '../core/result.ts';
import type { Manifest } from '../manifest/index.ts';
import type { Freshness, RunOutcome } from '../run/index.ts';
import { type ArtifactContext, artifactMetadata } from './context.ts';
import { jsonParts } from './json-text.ts';
import { timingJson } from './run-results.ts';
import { writeFileAtomic } from './write.ts';

/** Writes target/sources.json, version 3, or `path` where the user asked for it. Rejects with TD701 or TD702. */
export async function writeSources(
  context: ArtifactContext,
  outcome: RunOutcome,
  manifest: Manifest,
  path = join(context.targetPath, 'sources.json'),
): Promise<void> {
  const measured = outcome.results.filter((result) => manifest.sources.has(result.id));
  const document = {
    metadata: artifactMetadata(context, 'sources', 3),
    results: measured.map((result) =>
      sourceJson(result, outcome.freshness.get(result.id), manifest, context.mask),
    ),
    elapsed_time: outcome.seconds,
  };
  await writeFileAtomic(path, jsonParts(document));
}

function sourceJson(
  result: NodeResult,
  freshness: Freshness | undefined,
  manifest: Manifest,
  mask: (text: string) => string,
): JsonObject {
  if (freshness === undefined) {
    return { unique_id: result.id, error: mask(result.message ?? 'not measured'), status: 'runtime error' };
  }
  return {
    unique_id: result.id,
    max_loaded_at: freshness.maxLoadedAt,
    snapshotted_at: freshness.snapshottedAt,
    max_loaded_at_time_ago_in_s: freshness.age,
    status: freshness.status,
    criteria: criteriaOf(manifest, result.id),
    adapter_response: result.response,
    timing: timingJson(result),
    thread_id: result.thread,
    execution_time: result.seconds,
  };
}

function criteriaOf(manifest: Manifest, id: NodeId): JsonObject {
  const given = manifest.sources.get(id)?.freshness ?? {};
  const filter = given.filter ?? null;
  return { warn_after: timeJson(given.warn_after), error_after: timeJson(given.error_after), filter };
}

/** null: switched off for this table. */
function timeJson(time: Json | undefined): JsonObject | null {
  if (time === null) return null;
  const given = typeof time === 'object' && !Array.isArray(time) ? time : {};
  const { count = null, period = null } = given as JsonObject; // an array was ruled out above
  return { count, period };
}
