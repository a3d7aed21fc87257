import { TsdbtError } from '../core/diagnostic.ts';
import type { ManifestNode } from '../manifest/index.ts';
import type { CompiledNode, Extra, Runtime, Session } from '../scope/index.ts';
import { fromHost, parseTemplate, type Value } from '../template/index.ts';
import { watchText } from './calls.ts';
import { deferredKeys } from './deferred-keys.ts';
import { type Cte, cteSql, injectCtes } from './ephemeral.ts';
import { type Rendered, type Rendering, renderAtRunTime, templateOf } from './render.ts';
import { type PlaceOf, placeIn, sourceMap } from './source-map.ts';
import { isGeneric, testArguments } from './test-arguments.ts';

/** A text that is no file of the project: `compile --inline`. */
export interface TextToCompile {
  readonly sql: string;
  readonly name: string;
  readonly file: string;
}

/**
 * Renders a node, puts the CTEs of its ephemeral parents in front, and keeps the result in `runtime.compiled`.
 * Rejects with TsdbtError (TD2xx, TD3xx, TD501) at the author's line.
 */
export async function compileNode(
  runtime: Runtime,
  node: ManifestNode,
  session: Session,
): Promise<CompiledNode> {
  const compiled = await compileWith(runtime, node, { ...session, node: node.unique_id });
  runtime.compiled.set(node.unique_id, compiled);
  return compiled;
}

async function compileWith(runtime: Runtime, node: ManifestNode, session: Session): Promise<CompiledNode> {
  if (node.resource_type === 'seed') return composed(node.unique_id, '', [], () => undefined);
  if (node.resource_type === 'model' && node.language === 'python')
    return composed(node.unique_id, node.raw_code, [], () => undefined);
  const { seen, onCall } = watchText();
  const base: Rendering = {
    template: templateOf(runtime, node),
    node,
    packageName: node.package_name,
    session,
    ...(onCall ? { onCall } : {}),
  };
  const extra = await testArguments(runtime, base);
  const rendered = await renderAtRunTime(runtime, { ...base, extra: extra.names });
  const ephemeral = [...new Set([...extra.ephemeral, ...rendered.ephemeral])];
  const isWanted = runtime.flags.INJECT_EPHEMERAL_CTES !== false;
  const ctes = isWanted ? await ctesOf(runtime, ephemeral, session) : [];
  const place = placeOf(runtime, node, base.template, rendered);
  const compiled = {
    ...composed(node.unique_id, rendered.text, ctes, place),
    ...deferredKeys(runtime, node),
  };
  return onCall ? { ...compiled, calls: [...seen] } : compiled;
}

/** A generic test leads to its line in the properties, everything else to its own file. */
function placeOf(
  runtime: Runtime,
  node: ManifestNode,
  template: Rendering['template'],
  { text }: Rendered,
): PlaceOf {
  if (!isGeneric(node)) return sourceMap(template, text);
  return () => runtime.manifest.places.get(node.unique_id);
}

/** Compiles a text as if it were a model of the root project; its refs are looked up when they are met. */
export async function compileText(
  runtime: Runtime,
  text: TextToCompile,
  session: Session,
  extra?: Extra,
): Promise<CompiledNode> {
  const template = parseTemplate(text.sql, { file: text.file });
  const packageName = runtime.projectName;
  const rendered = await renderAtRunTime(runtime, {
    template,
    node: null,
    packageName,
    session,
    name: text.name,
    extra: new Map([['model', aboutText(text, packageName)], ...(extra ?? [])]),
  });
  return finish(runtime, session, rendered, sourceMap(template, rendered.text));
}

/** What `model` is in a text that is no file of the project. */
const aboutText = ({ name, sql, file }: TextToCompile, packageName: string): Value =>
  fromHost({
    name,
    resource_type: 'sql_operation',
    package_name: packageName,
    path: file,
    original_file_path: file,
    unique_id: `sql_operation.${packageName}.${name}`,
    raw_code: sql,
    language: 'sql',
  });

/** A rendered text that is no node, with its CTEs. */
async function finish(
  runtime: Runtime,
  session: Session,
  { text, ephemeral }: Rendered,
  place: PlaceOf,
): Promise<CompiledNode> {
  return composed(session.node ?? NO_NODE, text, await ctesOf(runtime, ephemeral, session), place);
}

// Texts from the command line have no id; nothing looks them up by one.
const NO_NODE = '' as CompiledNode['id'];

/** A rendered text with its CTEs in front. */
export function composed(
  id: CompiledNode['id'],
  code: string,
  ctes: readonly Cte[],
  place: PlaceOf,
): CompiledNode {
  const { text, stretches } = injectCtes(code, ctes, place);
  return {
    id,
    code,
    compiledCode: text,
    extraCtes: ctes.map((cte) => ({ id: cte.id, sql: cteSql(cte) })),
    place: placeIn(text, stretches),
  };
}

/** The CTEs of ephemeral models and of those they stand on, parents first, each once. */
export async function ctesOf(
  runtime: Runtime,
  nodes: readonly ManifestNode[],
  session: Session,
): Promise<readonly Cte[]> {
  const ctes = new Map<string, Cte>();
  for (const node of nodes) await addCtes(runtime, node, session, ctes, []);
  return [...ctes.values()];
}

/** What is wrong with an ephemeral model is told as its own, whoever stands on it. */
async function compileInlined(runtime: Runtime, node: ManifestNode, session: Session): Promise<CompiledNode> {
  try {
    return await compileNode(runtime, node, session);
  } catch (error) {
    if (!(error instanceof TsdbtError)) throw error;
    const own = error.diagnostics.map((one) => ({ ...one, node: one.node ?? node.unique_id }));
    throw new TsdbtError(own, { cause: error.cause ?? error });
  }
}

async function addCtes(
  runtime: Runtime,
  node: ManifestNode,
  session: Session,
  ctes: Map<string, Cte>,
  around: readonly ManifestNode[],
): Promise<void> {
  if (ctes.has(node.unique_id) || around.includes(node)) return;
  const compiled = runtime.compiled.get(node.unique_id) ?? (await compileInlined(runtime, node, session));
  for (const { id } of compiled.extraCtes) {
    const parent = runtime.manifest.nodes.get(id);
    if (parent) await addCtes(runtime, parent, session, ctes, [...around, node]);
  }
  ctes.set(node.unique_id, {
    id: node.unique_id,
    name: `__dbt__cte__${node.alias}`,
    code: compiled.code,
    place: sourceMap(templateOf(runtime, node), compiled.code),
  });
}
