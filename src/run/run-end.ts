import type { Runtime } from '../compile/index.ts';
import type { NodeResult } from '../core/result.ts';
import { findNode, type GraphNode, shownToTemplates, sqlPath } from '../manifest/index.ts';

/** What on-run-end hooks see: `results`, `schemas` and `database_schemas` of what was built. */
export function endOfRun(
  runtime: Runtime,
  results: readonly NodeResult[],
): Readonly<Record<string, unknown>> {
  const shown = results.filter((result) => result.thread !== 'main' || result.status === 'error');
  const schemas = new Map<string, readonly [database: string | null, schema: string]>();
  for (const result of shown) {
    const node = findNode(runtime.manifest, result.id);
    if (node === undefined || !isBuilt(node, result)) continue;
    schemas.set(JSON.stringify([node.database, node.schema]), [node.database, node.schema]);
  }
  return {
    results: shown.map((result) => resultData(runtime, result)),
    schemas: [...new Set(Array.from(schemas.values(), ([, schema]) => schema))],
    database_schemas: [...schemas.values()],
  };
}

type Relational = Extract<GraphNode, { alias: string }>;

function isBuilt(node: GraphNode, result: NodeResult): node is Relational {
  const relational = ['model', 'seed', 'snapshot'].includes(node.resource_type);
  return relational && !['error', 'fail', 'skipped'].includes(result.status);
}

function resultData(runtime: Runtime, result: NodeResult): Readonly<Record<string, unknown>> {
  return {
    status: result.status,
    timing: result.timing.map((t) => ({
      name: t.name,
      started_at: t.startedAt,
      completed_at: t.completedAt,
    })),
    thread_id: result.thread,
    execution_time: result.seconds,
    adapter_response: result.response,
    message: result.message,
    failures: 'failures' in result ? result.failures : result.status === 'no-op' ? 0 : null,
    unique_id: result.id,
    agate_table: null,
    batch_results: null,
    node: nodeData(runtime, result),
  };
}

function nodeData(runtime: Runtime, result: NodeResult): Readonly<Record<string, unknown>> | null {
  const node = findNode(runtime.manifest, result.id);
  if (node === undefined) return null;
  const built = result.status === 'success' && 'raw_code' in node && node.resource_type !== 'seed';
  return shownToTemplates(
    node,
    { compiled: runtime.compiled },
    built ? `target/run/${sqlPath(node)}` : undefined,
  );
}
