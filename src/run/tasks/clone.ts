import { runClone, type SavedRelation } from '../../compile/index.ts';
import type { NodeId } from '../../core/ids.ts';
import { manifestNode } from './model.ts';
import type { Task, TaskTable } from './task.ts';

/** What `clone` does: nodes are made from where they stood in a saved state. */
export function cloneTasks(saved: ReadonlyMap<NodeId, SavedRelation>): TaskTable {
  const task: Task = (context) =>
    context.timed('execute', async () => {
      const node = manifestNode(context.node);
      const sent: string[] = [];
      const { runtime, writer } = context;
      const hooks = { write: (sql: string) => void sent.push(sql) };
      const relation = saved.get(node.unique_id) ?? null;
      const done = await runClone(runtime, node, relation, await context.session(), hooks);
      for (const made of done.relations) runtime.cache.add(made);
      const last = sent.at(-1);
      if (last !== undefined) await writer.ran(node, last);
      return done.main === null
        ? { status: 'success', message: 'No-op' }
        : { status: 'success', message: done.main.message, response: done.main.response };
    });
  return { model: task, seed: task, snapshot: task };
}
