import type { QueryResult } from '../adapter/index.ts';
import type { ManifestNode } from '../manifest/index.ts';
import { type Extra, type Runtime, type Session, send, sendForRows } from '../scope/index.ts';
import { parseTemplate } from '../template/index.ts';
import { ctesOf } from './compile.ts';
import { injectCtes } from './ephemeral.ts';
import { isPlain, renderAtRunTime, templateOf } from './render.ts';

/** Renders the SQL of a hook: in the scope of a node, or of the root project's operations. Rejects with TsdbtError. */
export async function renderHook(
  runtime: Runtime,
  sql: string,
  node: ManifestNode | null,
  session: Session,
  extra?: Extra,
): Promise<string> {
  if (isPlain(sql)) return sql;
  const own = node?.raw_code === sql ? node : null;
  const template = own
    ? templateOf(runtime, own)
    : parseTemplate(sql, { file: node?.original_file_path ?? 'hook' });
  const packageName = node?.package_name ?? runtime.projectName;
  const { text, ephemeral } = await renderAtRunTime(runtime, { template, node, packageName, session, extra });
  const ctes = await ctesOf(runtime, ephemeral, session);
  return injectCtes(text, ctes, () => undefined).text;
}

/** Sends a statement as templates do: with events, the query comment, and errors as TsdbtError TD501. */
export const runSql = (
  runtime: Runtime,
  sql: string,
  session: Session,
  fetch = false,
): Promise<QueryResult> => send(runtime, session, sql, { fetch });

/** The same for a query whose rows come in batches. */
export const streamSql = (
  runtime: Runtime,
  sql: string,
  session: Session,
): ReturnType<Session['connection']['stream']> => sendForRows(runtime, session, sql);
