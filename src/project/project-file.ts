import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type Diagnostic, failure } from '../core/diagnostic.ts';
import type { Masker } from '../core/secrets.ts';
import { maskLines, maskProfiles } from './literal-secrets.ts';
import { readText } from './read-text.ts';
import { fileSpan } from './yaml/text-span.ts';
import { isMapping, readYaml, type YamlDocument } from './yaml.ts';

/** Names of the project file; the first one that is there is read. */
export const PROJECT_FILES = ['project.yml', 'dbt_project.yml'] as const;

/** A project file as it is written. */
export interface ProjectSource {
  /** Absolute folder. */
  readonly root: string;
  /** How users see the file. */
  readonly shown: string;
  readonly document: YamlDocument;
  readonly raw: { readonly [key: string]: unknown };
  /** TD103 and TD116. */
  readonly warnings: readonly Diagnostic[];
}

/** The project's folder: the given one, else the nearest one at or above `cwd` with a project file, else `cwd`. */
export function findProjectRoot(cwd: string, projectDir?: string): string {
  if (projectDir !== undefined) return resolve(cwd, projectDir);
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (hasProjectFile(folder)) return folder;
    if (folder === dirname(folder)) return resolve(cwd);
  }
}

/** Whether a folder holds a project file. */
export const hasProjectFile = (folder: string): boolean =>
  PROJECT_FILES.some((name) => existsSync(join(folder, name)));

/** Reads the project file of a folder; `base` is the folder that users see paths from; passwords in it are told to `masker`. TD101, TD102, TD104, TD113, TD114. */
export function readProjectFile(root: string, base: string, masker?: Masker): ProjectSource {
  const found = PROJECT_FILES.filter((name) => existsSync(join(root, name)));
  const name = found[0];
  if (name === undefined) throw noProjectFile(root);
  const shown = shownPath(base, join(root, name));
  const document = readYaml(readText(join(root, name), shown), shown);
  if (masker) maskTargets(document, masker);
  const errors = document.diagnostics.filter((one) => one.code === 'TD102');
  if (errors[0]) throw failure('TD102', errors[0].message, errors[0]);
  if (!isMapping(document.value)) throw notMapping(shown, document);
  const both = found.length > 1 ? [bothFiles(shown, document)] : [];
  return { root, shown, document, raw: document.value, warnings: [...document.diagnostics, ...both] };
}

/** Lines of the file may be shown with errors: those with passwords not. */
function maskTargets({ value, text }: YamlDocument, masker: Masker): void {
  if (isMapping(value)) maskProfiles({ own: { outputs: value.targets } }, masker);
  else maskLines(text, masker);
}

/** A path relative to `base`, `/` between parts. */
export const shownPath = (base: string, path: string): string =>
  relative(base, path).replaceAll('\\', '/') || basename(path);

const noProjectFile = (root: string) =>
  failure(
    'TD101',
    `No dbt_project.yml found at expected path ${join(root, 'dbt_project.yml')} (nor project.yml)`,
    {
      help: 'tsdbt init my_project, or --project-dir <folder>',
    },
  );

const notMapping = (shown: string, document: YamlDocument) =>
  failure('TD104', `${shown} does not parse to a dictionary: it must hold keys such as name: and models:`, {
    at: fileSpan(shown, document.text),
  });

const bothFiles = (shown: string, document: YamlDocument): Diagnostic => ({
  code: 'TD116',
  message: `both ${PROJECT_FILES.join(' and ')} are there: ${shown} is read, the other one is not`,
  at: fileSpan(shown, document.text),
});
