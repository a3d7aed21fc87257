import { type CompiledNode, compileText, type Runtime, type Session } from '../compile/index.ts';

/** Where a text from the command line stands, for errors. */
const INLINE = { name: 'inline_query', file: '--inline' } as const;

/** Compiles the text of --inline. Rejects with TsdbtError (TD2xx, TD3xx) at a place in that text. */
export const compileInline = (runtime: Runtime, sql: string, session: Session): Promise<CompiledNode> =>
  compileText(runtime, { sql, ...INLINE }, session);
