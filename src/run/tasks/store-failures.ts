import type { Runtime } from '../../compile/index.ts';
import type { GraphNode } from '../../manifest/index.ts';

/** Whether a test keeps its failing rows: its own config, else --store-failures. */
export function storesFailures(node: GraphNode, runtime: Runtime): boolean {
  const own = node.config.store_failures;
  return typeof own === 'boolean' ? own : runtime.flags.STORE_FAILURES === true;
}
