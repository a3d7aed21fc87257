import { type CompiledNode, compileText, type Runtime, type Session } from '../compile/index.ts';
import { failure, TsdbtError } from '../core/diagnostic.ts';

/** Where a text from the command line stands, for errors. */
const INLINE = { name: 'inline_query', file: '--inline' } as const;

/** Compiles the text of --inline. Rejects with TsdbtError (TD2xx, TD3xx) at a place in that text. */
export async function compileInline(runtime: Runtime, sql: string, session: Session): Promise<CompiledNode> {
  try {
    return await compileText(runtime, { sql, ...INLINE }, session);
  } catch (error) {
    throw error instanceof TsdbtError ? ofInline(error) : error;
  }
}

/** Errors of the text itself are told from those of the warehouse. */
const ofInline = (error: TsdbtError): TsdbtError =>
  new TsdbtError(
    error.diagnostics.map((one) =>
      /^TD[23]/.test(one.code) ? { ...one, message: `Error parsing inline query: ${one.message}` } : one,
    ),
    { cause: error },
  );

/** Nodes and a text cannot be asked for at once: TD901. */
export function refuseBoth(
  options: { readonly select?: readonly string[]; readonly selector?: string },
  text?: string,
): void {
  const other =
    options.select !== undefined ? '--select' : options.selector !== undefined ? '--selector' : null;
  if (text === undefined || other === null) return;
  throw failure('TD901', `--inline and ${other} are mutually exclusive`, { help: 'leave one of them out' });
}
