import type { QueryResult } from '../adapter/index.ts';
import { compileNode, runSql, type Session, showSql } from '../compile/index.ts';
import { failure } from '../core/diagnostic.ts';
import { type NodeId, nodeId } from '../core/ids.ts';
import type { NodeResult } from '../core/result.ts';
import type { ManifestNode } from '../manifest/index.ts';
import type { Runtime } from '../scope/index.ts';
import { saveRunResults } from './artifacts.ts';
import { namedNodes, nameWithVersion } from './compile.ts';
import { deferral } from './deferral.ts';
import { compileInline, refuseBoth } from './inline.ts';
import { invoke } from './invoke.ts';
import { parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import type { ShowOptions } from './options.ts';
import { type CommandResult, DONE } from './result.ts';
import { rowsJson } from './rows-json.ts';
import { createRuntime } from './runtime.ts';
import { selectNodes } from './selection.ts';
import { withSession } from './session.ts';
import { outcomeOf, singleResult } from './single-result.ts';
import { tableText } from './table-text.ts';
import { createWorld } from './world.ts';

/** What was shown. */
export interface Shown extends CommandResult {
  readonly previews: readonly QueryResult[];
}

const SHOWN = ['model', 'seed', 'snapshot', 'test', 'analysis'];
const DEFAULT_LIMIT = 5;

/** Prints the first rows of nodes or of a query; builds nothing. Rejects with TsdbtError for what cannot be compiled or run. */
export function show(engine: Engine, options: ShowOptions = {}): Promise<Shown> {
  return invoke(engine, 'show', async () => {
    if (!options.select?.length && options.inline === undefined && options.inlineDirect === undefined) {
      throw failure('TD901', 'Either --select or --inline must be passed to show', {
        help: `tsdbt show --inline "select 1"`,
      });
    }
    refuseBoth(options, options.inline);
    const previews = await withSession(engine, 'show', (session) => preview(engine, options, session));
    return { ...DONE, previews };
  });
}

async function preview(engine: Engine, options: ShowOptions, session: Session): Promise<QueryResult[]> {
  const limit = rowLimit(options);
  if (options.inlineDirect !== undefined) {
    const result = await session.connection.query(options.inlineDirect, {
      signal: session.signal,
      ...(limit === null ? {} : { limit }),
    });
    return [print(engine, options, result)];
  }
  const world = createWorld(engine, 'show', options);
  const parsed = parseAll(engine, world);
  const selected =
    options.inline === undefined
      ? selectNodes(engine, world, parsed, { ...options, resourceTypes: SHOWN })
      : new Set<NodeId>();
  const runtime = createRuntime(world, parsed, selected, deferral(engine, world));
  const looks: Look[] = [];
  if (options.inline !== undefined) looks.push(await lookAtText(runtime, options.inline, limit, session));
  for (const id of namedNodes(parsed.manifest, [...selected], options.select)) {
    const node = parsed.manifest.nodes.get(id);
    if (node) looks.push(await lookAt(runtime, node, limit, session));
  }
  for (const { rows, name } of looks) print(engine, options, rows, name);
  await saveRunResults(engine, runtime, outcomeOf(looks.map(({ result }) => result)));
  return looks.map(({ rows }) => rows);
}

/** The first rows of something, and what goes to run_results.json. */
interface Look {
  readonly rows: QueryResult;
  readonly result: NodeResult;
  /** Of a node. */
  readonly name?: string;
}

async function lookAtText(
  runtime: Runtime,
  text: string,
  limit: number | null,
  session: Session,
): Promise<Look> {
  const started = new Date();
  const { compiledCode } = await compileInline(runtime, text, session);
  const [sql, rows] = await rowsOf(runtime, { code: compiledCode }, limit, session);
  const id = nodeId(`sql_operation.${runtime.projectName}.inline_query`);
  return { rows, result: singleResult({ id, started, compiledCode: sql, response: rows.response }) };
}

async function lookAt(
  runtime: Runtime,
  node: ManifestNode,
  limit: number | null,
  session: Session,
): Promise<Look> {
  const started = new Date();
  const [sql, rows] = await rowsOf(runtime, await queryOf(runtime, node, session), limit, session);
  const { unique_id: id, relation_name: relationName } = node;
  const result = singleResult({ id, started, compiledCode: sql, relationName, response: rows.response });
  return { rows, result, name: nameWithVersion(node) };
}

type Query = Parameters<typeof showSql>[1];

async function queryOf(runtime: Runtime, node: ManifestNode, session: Session): Promise<Query> {
  if (node.resource_type === 'seed') return { code: `select * from ${node.relation_name}` };
  const { compiledCode } = await compileNode(runtime, node, session);
  const { sql_header: header } = node.config;
  return { code: compiledCode, header: typeof header === 'string' ? header : null };
}

async function rowsOf(
  runtime: Runtime,
  query: Query,
  limit: number | null,
  session: Session,
): Promise<readonly [sql: string, rows: QueryResult]> {
  const sql = await showSql(runtime, query, limit, session);
  return [sql, await runSql(runtime, sql, session, true)];
}

const rowLimit = ({ limit = DEFAULT_LIMIT }: ShowOptions): number | null => (limit < 0 ? null : limit);

function print(
  engine: Engine,
  { output = 'text' }: ShowOptions,
  result: QueryResult,
  node?: string,
): QueryResult {
  const quiet = engine.options.flags?.quiet === true;
  const title = node === undefined ? 'Previewing inline node:' : `Previewing node '${node}':`;
  const table = tableText(result);
  const text = output === 'json' ? showJson(result, node) : quiet ? table : `${title}\n${table}`;
  const preview = output === 'json' ? rowsJson(result) : table;
  engine.emit({
    type: 'output',
    text,
    name: 'ShowNode',
    data: {
      node_name: node ?? 'inline_query',
      preview,
      is_inline: node === undefined,
      output_format: output,
      quiet,
    },
  });
  return result;
}

const showJson = (result: QueryResult, node?: string): string =>
  `{\n${node === undefined ? '' : `  "node": ${JSON.stringify(node)},\n`}  "show": ${rowsJson(result, '  ')}\n}`;
