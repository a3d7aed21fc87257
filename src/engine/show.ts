import type { QueryResult } from '../adapter/index.ts';
import { compileNode, runSql, type Session, showSql, streamSql } from '../compile/index.ts';
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
import { csvHeader, csvLines } from './rows-csv.ts';
import { rowsJson } from './rows-json.ts';
import { createRuntime } from './runtime.ts';
import { selectNodes } from './selection.ts';
import { withSession } from './session.ts';
import { type Batch, PIECES } from './show-pieces.ts';
import { outcomeOf, singleResult } from './single-result.ts';
import { tableText } from './table-text.ts';
import { createWorld } from './world.ts';

/** What was shown; of more than 2,000 rows only the first are here, for they are printed as they come. */
export interface Shown extends CommandResult {
  readonly previews: readonly QueryResult[];
}

const SHOWN = ['model', 'seed', 'snapshot', 'test', 'analysis'];
const DEFAULT_LIMIT = 5;
/** As many rows are held to be printed at once; more are printed as they come. */
const MOST_HELD = 2000;

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
  if (options.inlineDirect !== undefined)
    return [await direct(engine, options, options.inlineDirect, session)];
  const world = createWorld(engine, 'show', options);
  const parsed = parseAll(engine, world);
  const selected =
    options.inline === undefined
      ? selectNodes(engine, world, parsed, { ...options, resourceTypes: SHOWN })
      : new Set<NodeId>();
  const runtime = createRuntime(world, parsed, selected, deferral(engine, world));
  const asked: Asked = { engine, options, runtime, session, limit };
  const looks: Look[] = [];
  if (options.inline !== undefined) looks.push(await lookAtText(asked, options.inline));
  for (const id of namedNodes(parsed.manifest, [...selected], options.select)) {
    const node = parsed.manifest.nodes.get(id);
    if (node) looks.push(await lookAt(asked, node));
  }
  if (!isMany(limit)) for (const { rows, name } of looks) print(engine, options, rows, name);
  await saveRunResults(engine, runtime, outcomeOf(looks.map(({ result }) => result)));
  return looks.map(({ rows }) => rows);
}

/** What is looked at, and how. */
interface Asked {
  readonly engine: Engine;
  readonly options: ShowOptions;
  readonly runtime: Runtime;
  readonly session: Session;
  readonly limit: number | null;
}

/** The first rows of something, and what goes to run_results.json. */
interface Look {
  readonly rows: QueryResult;
  readonly result: NodeResult;
  /** Of a node. */
  readonly name?: string;
}

async function direct(
  engine: Engine,
  options: ShowOptions,
  sql: string,
  { connection, signal }: Session,
): Promise<QueryResult> {
  const limit = rowLimit(options);
  const asked = { signal, ...(limit === null ? {} : { limit }) };
  if (isMany(limit)) return printAsTheyCome(engine, options, connection.stream(sql, asked));
  return print(engine, options, await connection.query(sql, asked));
}

async function lookAtText(asked: Asked, text: string): Promise<Look> {
  const { runtime, session } = asked;
  const started = new Date();
  const { compiledCode } = await compileInline(runtime, text, session);
  const [sql, rows] = await rowsOf(asked, { code: compiledCode });
  const id = nodeId(`sql_operation.${runtime.projectName}.inline_query`);
  return { rows, result: singleResult({ id, started, compiledCode: sql, response: rows.response }) };
}

async function lookAt(asked: Asked, node: ManifestNode): Promise<Look> {
  const started = new Date();
  const name = nameWithVersion(node);
  const [sql, rows] = await rowsOf(asked, await queryOf(asked.runtime, node, asked.session), name);
  const { unique_id: id, relation_name: relationName } = node;
  const result = singleResult({ id, started, compiledCode: sql, relationName, response: rows.response });
  return { rows, result, name };
}

type Query = Parameters<typeof showSql>[1];

async function queryOf(runtime: Runtime, node: ManifestNode, session: Session): Promise<Query> {
  if (node.resource_type === 'seed') return { code: `select * from ${node.relation_name}` };
  const { compiledCode } = await compileNode(runtime, node, session);
  const { sql_header: header } = node.config;
  return { code: compiledCode, header: typeof header === 'string' ? header : null };
}

async function rowsOf(
  { engine, options, runtime, session, limit }: Asked,
  query: Query,
  name?: string,
): Promise<readonly [sql: string, rows: QueryResult]> {
  const sql = await showSql(runtime, query, limit, session);
  if (!isMany(limit)) return [sql, await runSql(runtime, sql, session, true)];
  return [sql, await printAsTheyCome(engine, options, streamSql(runtime, sql, session), name)];
}

const rowLimit = ({ limit = DEFAULT_LIMIT }: ShowOptions): number | null => (limit < 0 ? null : limit);

const isMany = (limit: number | null): boolean => limit === null || limit > MOST_HELD;

const titleOf = (node?: string): string =>
  node === undefined ? 'Previewing inline node:' : `Previewing node '${node}':`;

/** Prints rows while they come; returns the first of them. */
async function printAsTheyCome(
  engine: Engine,
  { output = 'text' }: ShowOptions,
  batches: AsyncIterable<Batch>,
  node?: string,
): Promise<QueryResult> {
  let first: Batch | undefined;
  let count = 0;
  async function* counted(): AsyncGenerator<Batch> {
    for await (const batch of batches) {
      first ??= batch;
      count += batch.rows.length;
      yield batch;
    }
  }
  const quiet = engine.options.flags?.quiet === true;
  const title = output === 'json' ? member(node) : quiet ? '' : titleOf(node);
  for await (const text of PIECES[output](counted(), title))
    engine.emit({ type: 'output', text, isPiece: true });
  const { columns, rows } = first ?? { columns: [], rows: [] };
  const message = `${count} rows`;
  return {
    columns,
    rows,
    rowsAffected: null,
    message,
    response: { _message: message, rows_affected: count },
  };
}

function print(
  engine: Engine,
  { output = 'text' }: ShowOptions,
  result: QueryResult,
  node?: string,
): QueryResult {
  const quiet = engine.options.flags?.quiet === true;
  const preview = { json: rowsJson, csv: csvText, text: tableText }[output](result);
  const text = {
    json: () => `{\n${member(node)}  "show": ${rowsJson(result, '  ')}\n}`,
    csv: () => preview,
    text: () => (quiet ? preview : `${titleOf(node)}\n${preview}`),
  }[output]();
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

const csvText = (result: QueryResult): string => [csvHeader(result), ...csvLines(result.rows)].join('\n');

/** The member that names the node, in JSON. */
const member = (node?: string): string => (node === undefined ? '' : `  "node": ${JSON.stringify(node)},\n`);
