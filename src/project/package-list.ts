import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure, type Span } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import type { Env } from './env.ts';
import { shownPath } from './project-file.ts';
import { readText } from './read-text.ts';
import { renderPart } from './render.ts';
import { projectScope, revealSecrets } from './render-scope.ts';
import { isMapping, readYaml, type YamlDocument } from './yaml.ts';

/** A package that a project asks for. */
export interface PackageEntry {
  /** How it is named in the list: `dbt-labs/dbt_utils`, `../shared`, a git address. */
  readonly label: string;
  /** The folder of a `local:` package, as written. */
  readonly local?: string;
  readonly at: Span;
}

/** The packages a project asks for. */
export interface PackageList {
  /** `packages.yml` or `dependencies.yml`. */
  readonly file: string;
  readonly entries: readonly PackageEntry[];
}

/** What the list is read with. */
export interface PackageListOptions {
  readonly env: Env;
  readonly vars: JsonObject;
  /** The folder that users see paths from. */
  readonly base: string;
}

/** Reads packages.yml, else the packages of dependencies.yml (which is not rendered). TD102, TD113, TD115, TD3xx. */
export function readPackageList(root: string, options: PackageListOptions): PackageList {
  const own = readList(join(root, 'packages.yml'), options);
  const dependencies = readList(join(root, 'dependencies.yml'), options);
  const also = isMapping(dependencies?.value) ? dependencies.value.packages : undefined;
  if (own === undefined || own.value === null)
    return also === undefined || dependencies === undefined
      ? NONE
      : toList(dependencies, also, 'dependencies.yml');
  if (!isMapping(own.value)) throw malformed(own, []);
  if (own.value.packages !== undefined && also !== undefined)
    throw failure(
      'TD115',
      "The 'packages' key cannot be specified in both packages.yml and dependencies.yml",
      { at: own.place(['packages']) },
    );
  if (own.value.projects !== undefined)
    throw failure('TD115', "The 'projects' key cannot be specified in packages.yml", {
      at: own.place(['projects']),
      help: 'move it to dependencies.yml',
    });
  const scope = projectScope({ env: options.env, vars: options.vars, target: null, secrets: true });
  const finish = (value: unknown) => revealSecrets(value, options.env, () => undefined);
  return toList(
    own,
    renderPart(own.value.packages, { document: own, scope, at: ['packages'], finish }),
    'packages.yml',
  );
}

const NONE: PackageList = { file: 'packages.yml', entries: [] };

function readList(path: string, { base }: PackageListOptions): YamlDocument | undefined {
  if (!existsSync(path)) return undefined;
  const shown = shownPath(base, path);
  const document = readYaml(readText(path, shown), shown);
  const broken = document.diagnostics.find((one) => one.code === 'TD102');
  if (broken) throw failure('TD102', broken.message, broken);
  return document;
}

function toList(document: YamlDocument, packages: unknown, file: string): PackageList {
  if (packages === null || packages === undefined) return { file, entries: [] };
  if (!Array.isArray(packages)) throw malformed(document, ['packages']);
  return { file, entries: packages.map((entry: unknown, i) => toEntry(document, entry, i)) };
}

const SOURCES = ['package', 'git', 'local', 'tarball', 'private'] as const;

function toEntry(document: YamlDocument, entry: unknown, i: number): PackageEntry {
  const source = isMapping(entry)
    ? SOURCES.find((key) => typeof entry[key] === 'string' && entry[key] !== '')
    : undefined;
  if (source === undefined || !isMapping(entry)) throw malformed(document, ['packages', i]);
  const label = String(entry[source]);
  return { label, at: document.place(['packages', i]), ...(source === 'local' ? { local: label } : {}) };
}

const malformed = (document: YamlDocument, path: readonly (string | number)[]) =>
  failure(
    'TD115',
    `${document.file} is malformed: packages: must be a list of entries with package:, git:, local:, tarball: or private:`,
    {
      at: document.place(path),
      help: '- package: dbt-labs/dbt_utils\n  version: 1.3.0',
    },
  );
