import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Diagnostic, TsdbtError } from '../../src/core/diagnostic.ts';
import { createMasker } from '../../src/core/secrets.ts';
import {
  createEnv,
  type Project,
  type ProjectOptions,
  readFiles,
  readSettings,
  type Settings,
  type StandardPackage,
} from '../../src/project/index.ts';

/** Files by path; a Buffer where the bytes matter. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** Writes files into a folder that is removed after the test; out: the folder. */
export function folder(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'tsdbt-project-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** What a test changes of the options; env is a plain record. */
export type InlineOptions = Partial<Omit<ProjectOptions, 'env' | 'cwd'>> & {
  readonly env?: Record<string, string>;
  /** Relative to the folder. */
  readonly cwd?: string;
};

/** A warehouse that no adapter offers: reading a project never opens one. */
const embedded = { type: 'filebase', raw: (name: string) => ({ type: 'filebase', path: `${name}.data` }) };

/** Options for a folder: an empty environment whose home is not there, and the embedded target. */
export function optionsFor(
  root: string,
  { env = {}, cwd = '.', ...rest }: InlineOptions = {},
): ProjectOptions {
  const record = { HOME: join(root, 'no-home'), ...env };
  return {
    cwd: join(root, cwd),
    env: createEnv(record),
    masker: createMasker(),
    needTarget: true,
    embedded,
    ...rest,
  };
}

/** Reads the settings of an inline project; `dbt_project.yml` is added where no project file is given. */
export function settingsOf(files: Files, options: InlineOptions = {}): Settings {
  return readSettings(optionsFor(folder(withProjectFile(files)), options));
}

/** Reads an inline project whole. */
export function projectOf(
  files: Files,
  options: InlineOptions = {},
  standard: readonly StandardPackage[] = [],
): Project {
  return readFiles(settingsOf(files, options), standard);
}

const withProjectFile = (files: Files): Files =>
  'project.yml' in files || 'dbt_project.yml' in files
    ? files
    : { 'dbt_project.yml': 'name: shop\n', ...files };

/** What is wrong with a project: all diagnostics of the error that reading throws, or of the project when it throws none. */
export function problemsOf(
  read: () => { readonly diagnostics: readonly Diagnostic[] },
): readonly Diagnostic[] {
  try {
    return read().diagnostics;
  } catch (error) {
    if (error instanceof TsdbtError) return error.diagnostics;
    throw error;
  }
}

/** Diagnostics in short: `TD105 dbt_project.yml:3:1`. */
export const short = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ code, at }) => (at ? `${code} ${at.file}:${at.line}:${at.column}` : code));

/** The one thing that is wrong; fails when it is not just one. */
export function onlyProblem(read: () => { readonly diagnostics: readonly Diagnostic[] }): Diagnostic {
  const found = problemsOf(read);
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`expected one problem, got ${JSON.stringify(short(found))}`);
  return found[0];
}
