import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nodeId } from '../../core/ids.ts';
import type { Package } from '../../project/project.ts';
import { parseTemplate } from '../../template/index.ts';
import { attempt } from '../context/context.ts';
import { sha256 } from '../files/node-files.ts';
import type { Built } from './built.ts';
import { buildBase } from './node-base.ts';
import type { Tools } from './tools.ts';

/** One hook of a project file. */
interface ProjectHook {
  readonly pack: Package;
  readonly when: 'on-run-start' | 'on-run-end';
  readonly index: number;
  readonly sql: string;
}

/** Builds a node for each on-run-start and on-run-end hook of all packages. */
export function buildOperations(tools: Tools): readonly Built[] {
  return tools.context.project.packages.flatMap((pack) => {
    const hooks = hooksOf(pack);
    if (hooks.length === 0) return [];
    const checksum = sha256(projectText(pack).trim());
    return hooks.map((hook) => buildHook(tools, hook, checksum));
  });
}

function hooksOf(pack: Package): readonly ProjectHook[] {
  const start = pack.onRunStart.map((sql, index) => ({ pack, when: 'on-run-start' as const, index, sql }));
  const end = pack.onRunEnd.map((sql, index) => ({ pack, when: 'on-run-end' as const, index, sql }));
  return [...start, ...end];
}

/** The text of the project file, for its fingerprint; '' where it cannot be read any more. */
function projectText(pack: Package): string {
  try {
    return readFileSync(join(pack.root, basename(pack.projectFile)), 'utf8');
  } catch {
    return '';
  }
}

function buildHook(
  tools: Tools,
  { pack, when, index, sql }: ProjectHook,
  checksum: { name: string; checksum: string },
): Built {
  const { context } = tools;
  const name = `${pack.name}-${when}-${index}`;
  const file = basename(pack.projectFile);
  const at = pack.place([when, index]);
  const origin = {
    file: at.file,
    line: at.line,
    column: at.column,
    ...(at.text === undefined ? {} : { text: at.text }),
  };
  const template = attempt(context.report, () => parseTemplate(sql, origin)) ?? null;
  const base = buildBase(tools, {
    type: 'operation',
    configKind: 'node',
    id: nodeId(`operation.${pack.name}.${name}`),
    name,
    packageName: pack.name,
    path: `hooks/${name}.sql`,
    originalPath: `./${file}`,
    fqn: [pack.name, 'hooks', name],
    code: sql,
    checksum,
    tags: [when],
    template,
    patch: null,
    at,
    shownPath: file,
  });
  return {
    node: { ...base.fields, resource_type: 'operation', index },
    captured: base.captured,
    template,
    at,
    shownPath: file,
    entry: null,
  };
}
