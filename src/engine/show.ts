import type { QueryResult } from '../adapter/index.ts';
import { compileNode, runSql, type Session, showSql } from '../compile/index.ts';
import { failure } from '../core/diagnostic.ts';
import type { ManifestNode } from '../manifest/index.ts';
import type { Runtime } from '../scope/index.ts';
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
  if (options.inline !== undefined) {
    const runtime = createRuntime(world, parsed, new Set(), deferral(engine, world));
    const { compiledCode } = await compileInline(runtime, options.inline, session);
    return [print(engine, options, await rowsOf(runtime, { code: compiledCode }, limit, session))];
  }
  const selected = selectNodes(engine, world, parsed, { ...options, resourceTypes: SHOWN });
  const runtime = createRuntime(world, parsed, selected, deferral(engine, world));
  const results: QueryResult[] = [];
  for (const id of namedNodes(parsed.manifest, [...selected], options.select)) {
    const node = parsed.manifest.nodes.get(id);
    if (node)
      results.push(
        print(engine, options, await rowsOfNode(runtime, node, limit, session), nameWithVersion(node)),
      );
  }
  return results;
}

async function rowsOfNode(
  runtime: Runtime,
  node: ManifestNode,
  limit: number | null,
  session: Session,
): Promise<QueryResult> {
  if (node.resource_type === 'seed')
    return rowsOf(runtime, { code: `select * from ${node.relation_name}` }, limit, session);
  const { compiledCode } = await compileNode(runtime, node, session);
  const { sql_header: header } = node.config;
  return rowsOf(
    runtime,
    { code: compiledCode, header: typeof header === 'string' ? header : null },
    limit,
    session,
  );
}

const rowsOf = async (
  runtime: Runtime,
  sql: Parameters<typeof showSql>[1],
  limit: number | null,
  session: Session,
): Promise<QueryResult> => runSql(runtime, await showSql(runtime, sql, limit, session), session, true);

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
