import { failure, TsdbtError } from '../core/diagnostic.ts';
import type { Emit } from '../core/events.ts';

/** Runs `work`; what it throws is told to the sinks as `fatal` and thrown on, host errors as TD902. */
export async function report<T>(to: { readonly emit: Emit }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw told(to, error);
  }
}

/** The same for work that is done at once. */
export function reportNow<T>(to: { readonly emit: Emit }, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw told(to, error);
  }
}

function told(to: { readonly emit: Emit }, error: unknown): TsdbtError {
  const shown = error instanceof TsdbtError ? error : internal(error);
  to.emit({ type: 'fatal', diagnostics: shown.diagnostics });
  return shown;
}

/** A bug of ours, or an error of the host that nobody expected. */
function internal(error: unknown): TsdbtError {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return failure('TD902', message, {
    help: 'this should not happen: please report it with logs/dbt.log',
    cause: error,
  });
}
