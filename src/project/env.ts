/** The only reader of process.env; tests and embedders pass their own record instead. */
export interface Env {
  /** The value of a variable, or undefined. Every name asked for is remembered. */
  get(name: string): string | undefined;
  /** All names and values whose name starts with `prefix`. */
  startingWith(prefix: string): readonly (readonly [name: string, value: string])[];
  /** Names read so far (for the parse cache). */
  readonly read: ReadonlySet<string>;
}

/**
 * Variables of the process, or of `record` where given; `fallback` (a .env file) answers for names that are not set.
 */
export function createEnv(
  record: Readonly<Record<string, string | undefined>> = process.env,
  fallback: ReadonlyMap<string, string> = new Map(),
): Env {
  const read = new Set<string>();
  const get = (name: string): string | undefined => {
    read.add(name);
    return record[name] ?? fallback.get(name);
  };
  const startingWith = (prefix: string): [string, string][] => {
    const names = new Set(
      [...fallback.keys(), ...Object.keys(record)].filter((name) => name.startsWith(prefix)),
    );
    return [...names].map((name) => [name, get(name) ?? '']);
  };
  return { get, startingWith, read };
}
