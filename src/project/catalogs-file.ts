import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, failure } from '../core/diagnostic.ts';
import type { Scope } from '../template/index.ts';
import { shownPath } from './project-file.ts';
import { readText } from './read-text.ts';
import { renderPart } from './render.ts';
import { isMapping, readYaml, type YamlDocument } from './yaml.ts';

/** What is wrong in a project's catalogs.yml (TD104); nothing where there is none. TD102, TD113, TD114, TD3xx are thrown. */
export function checkCatalogsFile(root: string, base: string, scope: Scope): readonly Diagnostic[] {
  const path = join(root, 'catalogs.yml');
  if (!existsSync(path)) return [];
  const shown = shownPath(base, path);
  const document = readYaml(readText(path, shown), shown);
  const broken = document.diagnostics.find((one) => one.code === 'TD102');
  if (broken) throw failure('TD102', broken.message, broken);
  const content: unknown = renderPart(document.value, { document, scope });
  const catalogs = isMapping(content) && Array.isArray(content.catalogs) ? content.catalogs : [];
  return catalogs.flatMap((catalog: unknown, at) =>
    isMapping(catalog) ? checkOne(catalog, at, document) : [],
  );
}

function checkOne(
  catalog: { readonly [key: string]: unknown },
  at: number,
  document: YamlDocument,
): readonly Diagnostic[] {
  const written: readonly unknown[] = Array.isArray(catalog.write_integrations)
    ? catalog.write_integrations
    : [];
  const names = written.map((one) => (isMapping(one) ? String(one.name) : ''));
  const said = catalog.active_write_integration;
  const twice = names.find((name, index) => names.indexOf(name) < index);
  const wrong = (message: string, key: string): Diagnostic => ({
    code: 'TD104',
    message: `Catalog '${String(catalog.name)}' ${message}`,
    at: document.place(['catalogs', at, key]),
  });
  if (twice !== undefined)
    return [
      wrong(
        `cannot have multiple 'write_integrations' with the same name: '${twice}'.`,
        'write_integrations',
      ),
    ];
  if (said === undefined || said === null || said === '')
    return names.length === 1
      ? []
      : [
          wrong(
            "must specify an 'active_write_integration' when multiple 'write_integrations' are provided.",
            'write_integrations',
          ),
        ];
  if (names.includes(String(said))) return [];
  const list = names.map((name) => `'${name}'`).join(', ');
  return [
    wrong(
      `must specify an 'active_write_integration' from its set of defined 'write_integrations': [${list}]. Got: '${String(said)}'.`,
      'active_write_integration',
    ),
  ];
}
