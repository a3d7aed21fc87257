import type { Runtime } from '../compile/index.ts';
import type { SqlWriter } from './tasks/task.ts';

/** Keeps the SQL of ephemeral models that went into other models: nothing builds them, yet analysts read them. Rejects with TD701, TD702. */
export async function keepInlined({ compiled, manifest }: Runtime, writer: SqlWriter): Promise<void> {
  for (const [id, { compiledCode }] of compiled) {
    const node = manifest.nodes.get(id);
    if (node?.config.materialized === 'ephemeral') await writer.compiled(node, compiledCode);
  }
}
