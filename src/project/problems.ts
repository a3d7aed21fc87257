import { type Diagnostic, levelOf, TsdbtError } from '../core/diagnostic.ts';

/** Gathers what is wrong, so that an author sees all of it at once. */
export interface Problems {
  /** Notes one thing. */
  add(diagnostic: Diagnostic): void;
  /** Notes several things. */
  addAll(diagnostics: readonly Diagnostic[]): void;
  /** Runs a step; what it throws as TsdbtError is noted, and undefined returned. */
  attempt<T>(step: () => T): T | undefined;
  /** Throws all that was noted as one TsdbtError, errors first, when there is an error among it. */
  throwErrors(): void;
  /** Everything noted so far. */
  readonly list: readonly Diagnostic[];
}

/** An empty collection. */
export function createProblems(): Problems {
  const list: Diagnostic[] = [];
  const addAll = (diagnostics: readonly Diagnostic[]): void => {
    list.push(...diagnostics);
  };
  return {
    list,
    add: (diagnostic) => addAll([diagnostic]),
    addAll,
    attempt: (step) => {
      try {
        return step();
      } catch (error) {
        if (!(error instanceof TsdbtError)) throw error;
        addAll(error.diagnostics);
        return undefined;
      }
    },
    throwErrors: () => {
      const errors = list.filter((one) => levelOf(one) === 'error');
      if (errors.length > 0)
        throw new TsdbtError([...errors, ...list.filter((one) => !errors.includes(one))]);
    },
  };
}
