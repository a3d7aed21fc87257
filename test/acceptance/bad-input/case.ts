/** A mistake, and what a person must be told of it. */
export interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** The command; `run` when left out. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly exit: number;
  /** What the output must hold. */
  readonly says: readonly (string | RegExp)[];
}

/** A model that is fine. */
export const one = { 'models/a.sql': 'select 1 as id' };

/** A project file with more lines than those that every one has. */
export const projectWith = (lines: string): Readonly<Record<string, string>> => ({
  'dbt_project.yml': `name: test\nversion: "1.0"\n${lines}`,
});

/** A properties file for model a. */
export const describedAs = (lines: string): Readonly<Record<string, string>> => ({
  ...one,
  'models/s.yml': `models:\n  - name: a\n${lines}`,
});
