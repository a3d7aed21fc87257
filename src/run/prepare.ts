import { createSchemas, fillCache, type Runtime, type Session } from '../compile/index.ts';
import type { GraphNode } from '../manifest/index.ts';
import type { Plan } from './plan.ts';
import { storesFailures } from './tasks/store-failures.ts';

interface SchemaName {
  readonly database: string | null;
  readonly schema: string;
}

/** Makes the schemas that the plan writes to, and reads what stands in them. Rejects as the macros do. */
export async function prepareSchemas(plan: Plan, runtime: Runtime, session: Session): Promise<void> {
  const written = writtenSchemas(plan, runtime);
  if (written.length === 0) return;
  await createSchemas(runtime, written, session);
  await fillCache(runtime, written, session);
}

/** The schemas that the planned nodes write to, each once. */
export function writtenSchemas(plan: Plan, runtime: Runtime): SchemaName[] {
  const found = new Map<string, SchemaName>();
  for (const { node } of plan.nodes) {
    if (!writes(node, runtime)) continue;
    const { database, schema } = node;
    found.set(JSON.stringify([database?.toLowerCase(), schema.toLowerCase()]), { database, schema });
  }
  return [...found.values()];
}

type Relational = Extract<GraphNode, { alias: string }>;

function writes(node: GraphNode, runtime: Runtime): node is Relational {
  switch (node.resource_type) {
    case 'model':
    case 'snapshot':
      return node.config.materialized !== 'ephemeral';
    case 'seed':
    case 'function':
      return true;
    case 'test':
      return storesFailures(node, runtime);
    default:
      return false;
  }
}
