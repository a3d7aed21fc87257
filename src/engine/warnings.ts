import { CODES } from '../core/codes.ts';
import { type Diagnostic, eventNameOf, failure, levelOf } from '../core/diagnostic.ts';
import type { Emit, Event } from '../core/events.ts';
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
  const dbt = eventNameOf(diagnostic);
  const { alias } = CODES[diagnostic.code];
  const named = [dbt, alias].filter((name) => name !== undefined);
  const deprecated = named.some((name) => name.endsWith('Deprecation')) ? ['Deprecations'] : [];
  return [diagnostic.code, ...named, ...deprecated];
}

/**
 * Passes events on, but for warnings: these are dropped, shown once per command (a template that warns is rendered
 * when it is parsed and when it is run), or thrown as errors.
 */
export function withPolicy(emit: Emit, policy: WarningPolicy): Emit {
  const shown = new Set<string>();
  return (event, thread) => {
    const warning = warningOf(event);
    const fate = warning ? policy(warning.names) : 'show';
    if (fate === 'error' && warning) throw warning.error();
    if (fate === 'silence' || (warning && shown.has(warning.key))) return;
    if (warning) shown.add(warning.key);
    if (event.type === 'invocation:end') shown.clear();
    emit(event, thread);
  };
}

/** A warning by its names, and the error that it may become. */
interface Warning {
  readonly names: readonly string[];
  /** The same for warnings that say the same of the same place. */
  readonly key: string;
  error(): Error;
}

/** The warning that an event is: a diagnostic of that level, or a note under a name of dbt's. */
function warningOf(event: Event): Warning | undefined {
  if (event.type === 'note' && event.level === 'warn' && event.name !== undefined) {
    const { name, message } = event;
    return { names: [name], key: message, error: () => asError({ code: 'TD403', message }) };
  }
  if (event.type !== 'diagnostic' || levelOf(event.diagnostic) === 'error') return undefined;
  const { diagnostic } = event;
  const { code, message, at } = diagnostic;
  const key = JSON.stringify([code, message, at?.file, at?.line, at?.column]);
  return { names: warningNames(diagnostic), key, error: () => asError(diagnostic) };
}

/** The warning as an error that ends the command. */
function asError({ code, message, ...rest }: Diagnostic): Error {
  const help = rest.help ?? 'warnings are errors here (--warn-error)';
  return failure(code, message, { ...rest, level: 'error', help });
}
