import {
  type CompiledNode,
  checkLanguage,
  compileNode,
  type MaterializationHooks,
  runMaterialization,
} from '../../compile/index.ts';
import { failure } from '../../core/diagnostic.ts';
import type { GraphNode, ManifestNode } from '../../manifest/index.ts';
import type { Task, TaskContext, TaskOutcome } from './task.ts';

/** Builds a model, snapshot or function: compiles it, writes target/compiled, runs its materialization, writes target/run. */
export const modelTask: Task = async (context) => {
  const node = manifestNode(context.node);
  if (node.resource_type === 'model') checkLanguage(context.runtime, node);
  if (node.resource_type === 'model' && node.language === 'python') throw pythonModel(context, node);
  const compiled = await context.timed('compile', () => compileToDisk(context, node));
  return context.timed('execute', () => materialize(context, node, compiled));
};

const pythonModel = ({ runtime }: TaskContext, node: ManifestNode) =>
  failure('TD606', `Python models are not supported: ${node.original_file_path}`, {
    at: runtime.manifest.places.get(node.unique_id) ?? { file: node.original_file_path, line: 1, column: 1 },
    help: 'write the model in SQL, or leave it out: --exclude <name>',
  });

/** Compiles a node and writes the SQL below target/compiled. Rejects with TsdbtError. */
export async function compileToDisk(context: TaskContext, node: ManifestNode): Promise<CompiledNode> {
  const compiled = await compileNode(context.runtime, node, await context.session());
  await context.writer.compiled(node, compiled.compiledCode);
  return compiled;
}

/** Runs the materialization of a node and keeps what was sent. Rejects with TsdbtError. */
export async function materialize(
  context: TaskContext,
  node: ManifestNode,
  compiled: CompiledNode,
  more: MaterializationHooks = {},
): Promise<TaskOutcome> {
  const { main } = await runKept(context, node, compiled, more);
  if (main === null) throw failure('TD510', `main is not being called during running model ${node.name}`);
  return { status: 'success', message: main.message, response: main.response };
}

/** The same with the whole result: for tests, whose main statement answers. */
export async function runKept(
  context: TaskContext,
  node: ManifestNode,
  compiled: CompiledNode,
  more: MaterializationHooks = {},
): ReturnType<typeof runMaterialization> {
  const sent: string[] = [];
  const hooks = { ...more, write: (sql: string) => void sent.push(sql) };
  const { runtime, writer } = context;
  try {
    const done = await runMaterialization(runtime, node, compiled, await context.session(), hooks);
    for (const relation of done.relations) runtime.cache.add(relation);
    return done;
  } finally {
    const last = sent.at(-1);
    if (last !== undefined) await writer.ran(node, last);
  }
}

/** The node as one that can be compiled; TD902 for what cannot (sources, exposures). */
export function manifestNode(node: GraphNode): ManifestNode {
  switch (node.resource_type) {
    case 'model':
    case 'seed':
    case 'snapshot':
    case 'test':
    case 'analysis':
    case 'operation':
    case 'function':
      return node;
    default:
      throw failure('TD902', `a ${node.resource_type} cannot be compiled`);
  }
}
