import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../core/diagnostic.ts';
import type { Scope } from '../template/index.ts';
import type { Project } from './project.ts';
import { shownPath } from './project-file.ts';
import { readText } from './read-text.ts';
import { renderPart } from './render.ts';
import { plainJson, readYaml } from './yaml.ts';

/** selectors.yml of a project, rendered; null when there is none. TD102, TD113, TD114, TD3xx. */
export function readSelectorsFile(root: string, base: string, scope: Scope): Project['selectorsFile'] {
  const path = join(root, 'selectors.yml');
  if (!existsSync(path)) return null;
  const shown = shownPath(base, path);
  const document = readYaml(readText(path, shown), shown);
  const broken = document.diagnostics.find((one) => one.code === 'TD102');
  if (broken) throw failure('TD102', broken.message, broken);
  return { path: shown, content: plainJson(renderPart(document.value, { document, scope })) };
}
