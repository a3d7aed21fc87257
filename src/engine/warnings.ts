import { CODES, deprecationOf } from '../core/codes.ts';
import { type Diagnostic, failure, levelOf } from '../core/diagnostic.ts';
import type { Emit } from '../core/events.ts';
import type { EngineOptions } from './options.ts';
import { readWarnErrorOptions } from './warn-error-options.ts';

/** What becomes of a warning. */
export type WarningFate = 'show' | 'silence' | 'error';

/** Decides by --warn-error and --warn-error-options; `name` is dbt's event name or tsdbt's code. */
export type WarningPolicy = (names: readonly string[]) => WarningFate;

/** Builds the policy (TD901 for options that cannot be read); naming a warning under two keys is left to the more lenient one, as in dbt. */
export function warningPolicy(options: Pick<EngineOptions, 'warnError' | 'warnErrorOptions'>): WarningPolicy {
  const { error = [], warn = [], silence = [] } = readWarnErrorOptions(options.warnErrorOptions);
  const all = options.warnError === true || error === 'all' || error === '*' || error.includes('all');
  const isIn = (list: readonly string[], names: readonly string[]): boolean =>
    names.some((name) => list.includes(name));
  return (names) => {
    if (isIn(silence, names)) return 'silence';
    if (isIn(warn, names)) return 'show';
    const named = typeof error !== 'string' && isIn(error, names);
    return all || named ? 'error' : 'show';
  };
}

/** All names a diagnostic can be meant by. */
export function warningNames(diagnostic: Diagnostic): readonly string[] {
  const dbt = CODES[diagnostic.code].dbt ?? deprecationOf(diagnostic.message);
  const deprecated = dbt?.endsWith('Deprecation') ? ['Deprecations'] : [];
  return [diagnostic.code, ...(dbt ? [dbt] : []), ...deprecated];
}

/** Passes events on, but for warnings: these are dropped, shown once, or thrown as errors. */
export function withPolicy(emit: Emit, policy: WarningPolicy): Emit {
  const told = new Set<string>();
  return (event, thread) => {
    if (event.type !== 'diagnostic' || levelOf(event.diagnostic) === 'error') return emit(event, thread);
    const { code, message, at } = event.diagnostic;
    const key = JSON.stringify([code, message, at?.file, at?.line, at?.column]);
    // A template that warns does so when it is parsed and when it runs.
    if (told.has(key)) return;
    told.add(key);
    const fate = policy(warningNames(event.diagnostic));
    if (fate === 'silence') return;
    if (fate === 'show') return emit(event, thread);
    throw asError(event.diagnostic);
  };
}

/** The warning as an error that ends the command. */
function asError({ code, message, ...rest }: Diagnostic): Error {
  return failure(code, message, {
    ...rest,
    level: 'error',
    help: rest.help ?? 'warnings are errors here (--warn-error)',
  });
}
