import { join } from 'node:path';
import type { NodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { isoMoment, type TimeSpan } from '../core/moments.ts';
import type { BatchResults, NodeResult } from '../core/result.ts';
import type { RunOutcome } from '../run/index.ts';
import { type ArtifactContext, artifactMetadata } from './context.ts';
import { jsonParts, maskedJson } from './json-text.ts';
import { writeFileAtomic } from './write.ts';

/** Writes target/run_results.json, version 6. Rejects with TD701 or TD702. */
export async function writeRunResults(context: ArtifactContext, outcome: RunOutcome): Promise<void> {
  const document = {
    metadata: artifactMetadata(context, 'run-results', 6),
    results: outcome.results.map((result) => resultJson(result, context.mask)),
    elapsed_time: outcome.seconds,
    args: maskedJson(context.args, context.mask),
  };
  await writeFileAtomic(join(context.targetPath, 'run_results.json'), jsonParts(document));
}

/** One result as run_results shows it. */
export function resultJson(result: NodeResult, mask: (text: string) => string): JsonObject {
  return {
    status: brokenParent(result) === undefined ? result.status : 'skipped',
    timing: timingJson(result),
    thread_id: result.thread,
    execution_time: result.seconds,
    adapter_response: result.response,
    message: result.message === null ? null : mask(messageOf(result, result.message)),
    failures: 'failures' in result ? result.failures : uncounted(result),
    unique_id: result.id,
    compiled: result.compiledCode === null ? (neverCompiled(result.id) ? null : false) : true,
    compiled_code: result.compiledCode,
    relation_name: result.relationName,
    batch_results: result.batches ? batchesJson(result.batches) : null,
  };
}

const brokenParent = (result: NodeResult): NodeId | undefined =>
  result.status === 'error' ? result.brokenParent : undefined;

function messageOf(result: NodeResult, message: string): string {
  const parent = brokenParent(result);
  if (parent === undefined) return message;
  return `Compilation Error in ${result.id}, caused by compilation error in referenced ephemeral model ${parent}\n${message}`;
}

/** dbt counts hooks that did not run, too, and those of nodes that nothing is done for; hooks that were only compiled are not counted. */
function uncounted({ id, status, batches, message }: NodeResult): number | null {
  if (batches) return 0;
  if (status === 'success' && message === null) return null;
  if (status === 'no-op') return 0;
  return id.startsWith('operation.') ? Number(status !== 'success') : null;
}

const batchesJson = ({ successful, failed }: BatchResults): JsonObject => ({
  successful: successful.map(spanJson),
  failed: failed.map(spanJson),
});

const spanJson = ({ start, end }: TimeSpan): readonly string[] => [isoMoment(start), isoMoment(end)];

/** The phases of a node's work as artifacts show them. */
export const timingJson = (result: NodeResult): JsonObject[] =>
  result.timing.map((t) => ({ name: t.name, started_at: t.startedAt, completed_at: t.completedAt }));

const neverCompiled = (id: string): boolean => /^(seed|source|exposure|saved_query)\./.test(id);
