import type { Code } from '../core/codes.ts';
import { type Diagnostic, type Frame, failure, type Span, TsdbtError } from '../core/diagnostic.ts';
import { didYouMean } from '../core/similar.ts';
import type { Scope } from './index.ts';
import { PyError } from './python/value.ts';

const CODES: ReadonlyMap<string, Code> = new Map<string, Code>([
  ['UndefinedError', 'TD303'],
  ['LimitError', 'TD308'],
  ['TemplateRuntimeError', 'TD306'],
]);

/**
 * An error as users see it: with the place it happened at and the macros on the way.
 * Errors of ours that have no place get it; an overflow of the stack is TD308; other host errors are passed on as they are.
 */
export function located(error: unknown, at: Span, via: readonly Frame[], scope: Scope): unknown {
  if (error instanceof TsdbtError) {
    const placed = error.diagnostics.map(
      (d): Diagnostic => (d.at ? d : { ...d, at, ...(d.via ? {} : { via }) }),
    );
    return new TsdbtError(placed, { cause: error.cause });
  }
  if (error instanceof RangeError) {
    return failure('TD308', 'stopped: nested too deeply or too large (maximum recursion depth exceeded)', {
      at,
      via,
    });
  }
  if (!(error instanceof PyError)) return error;
  const code = error.code ?? CODES.get(error.kind) ?? 'TD305';
  const help = code === 'TD303' ? helpFor(error.message, scope) : undefined;
  return failure(code, error.message, { at, via, ...(help === undefined ? {} : { help }), cause: error });
}

const WITHOUT_ANSWER =
  'a query has no answer while the project is read: put what needs it between {% if execute %} and {% endif %}';

function helpFor(message: string, scope: Scope): string | undefined {
  if (/^'None' has no attribute '(table|data|columns|rows|response)'$/.test(message)) return WITHOUT_ANSWER;
  const name = /^'(\w+)' is undefined$/.exec(message)?.[1];
  if (name === undefined) return undefined;
  const near = scope.names ? didYouMean(name, scope.names()) : undefined;
  return near ?? `check the spelling, or run "tsdbt deps" when a package should bring it`;
}
