import { compileToDisk, manifestNode } from './model.ts';
import type { Task } from './task.ts';

/** Renders a node and writes target/compiled; nothing is built. */
export const compileTask: Task = async (context) => {
  await context.timed('compile', () => compileToDisk(context, manifestNode(context.node)));
  return { status: 'success', message: null };
};

/** Nothing is to be done for this kind of node. */
export const nothingTask: Task = async () => ({ status: 'no-op', message: 'NO-OP' });

/** As nothingTask, for kinds that a command passes over without a word. */
export const passedOverTask: Task = async () => ({ status: 'success', message: null });
