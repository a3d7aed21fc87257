import type { ManifestNode } from '../manifest/index.ts';
import type { CompiledNode, Runtime, Session } from '../scope/index.ts';

/** A text that is no file of the project: `compile --inline`. */
export interface TextToCompile {
  readonly sql: string;
  readonly name: string;
  readonly file: string;
}

/** Renders a node, puts the CTEs of its ephemeral parents in front, and keeps the result in `runtime.compiled`. */
export async function compileNode(
  runtime: Runtime,
  node: ManifestNode,
  session: Session,
): Promise<CompiledNode> {
  throw new Error(`not yet ${runtime.projectName} ${node.name} ${session.name}`);
}

/** Compiles a text as if it were a model of the root project; its refs are looked up when they are met. */
export async function compileText(
  runtime: Runtime,
  text: TextToCompile,
  session: Session,
): Promise<CompiledNode> {
  throw new Error(`not yet ${runtime.projectName} ${text.name} ${session.name}`);
}
