import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import type { Env } from './env.ts';
import { malformed, type PackageSpec, specOf } from './package-spec.ts';
import { shownPath } from './project-file.ts';
import { readText } from './read-text.ts';
import { renderPart } from './render.ts';
import { projectScope, revealSecrets } from './render-scope.ts';
import { isMapping, readYaml, type YamlDocument } from './yaml.ts';

/** The packages a project asks for. */
export interface PackageList {
  /** `packages.yml` or `dependencies.yml`. */
  readonly file: string;
  readonly entries: readonly PackageSpec[];
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
  const own = readList(join(root, PACKAGES), options);
  const dependencies = readList(join(root, DEPENDENCIES), options);
  const also = isMapping(dependencies?.value) ? dependencies.value.packages : undefined;
  if (own === undefined || own.value === null)
    return also === undefined || dependencies === undefined
      ? { file: PACKAGES, entries: [] }
      : { file: DEPENDENCIES, entries: specsOf(dependencies, also, also) };
  if (!isMapping(own.value)) throw malformed(own.place([]), 'it must hold packages:');
  checkKeys(own, own.value, also);
  return { file: PACKAGES, entries: renderedSpecs(own, own.value.packages, options) };
}

const PACKAGES = 'packages.yml';
const DEPENDENCIES = 'dependencies.yml';

/** Renders the packages of a document and reads them. TD115, TD3xx. */
export function renderedSpecs(
  document: YamlDocument,
  written: unknown,
  { env, vars }: PackageListOptions,
): readonly PackageSpec[] {
  const scope = projectScope({ env, vars, target: null, secrets: true });
  const finish = (value: unknown) => revealSecrets(value, env, () => undefined);
  return specsOf(document, renderPart(written, { document, scope, at: ['packages'], finish }), written);
}

function checkKeys(own: YamlDocument, keys: { readonly [key: string]: unknown }, also: unknown): void {
  if (keys.packages !== undefined && also !== undefined)
    throw failure(
      'TD115',
      "The 'packages' key cannot be specified in both packages.yml and dependencies.yml",
      { at: own.place(['packages']) },
    );
  if (keys.projects !== undefined)
    throw failure('TD115', "The 'projects' key cannot be specified in packages.yml", {
      at: own.place(['projects']),
      help: 'move it to dependencies.yml',
    });
}

/** Reads a YAML file that may not be there. TD102, TD113. */
export function readList(path: string, { base }: Pick<PackageListOptions, 'base'>): YamlDocument | undefined {
  if (!existsSync(path)) return undefined;
  const shown = shownPath(base, path);
  const document = readYaml(readText(path, shown), shown);
  const broken = document.diagnostics.find((one) => one.code === 'TD102');
  if (broken) throw failure('TD102', broken.message, broken);
  return document;
}

function specsOf(document: YamlDocument, rendered: unknown, written: unknown): readonly PackageSpec[] {
  if (rendered === null || rendered === undefined) return [];
  if (!Array.isArray(rendered)) throw malformed(document.place(['packages']), 'packages: must be a list');
  return rendered.map((entry: unknown, i) =>
    specOf({
      rendered: entry,
      written: Array.isArray(written) ? written[i] : entry,
      at: document.place(['packages', i]),
    }),
  );
}
