import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../core/json.ts';
import { findProjectRoot, hasProjectFile, isMapping, readYaml } from '../project/index.ts';

/** What the command line needs of a project before it is opened. */
export interface ProjectGlance {
  /** Absolute folder of the project file; null when there is none. */
  readonly root: string | null;
  /** `flags:` of the project file as written; {} when there are none or the file cannot be read. */
  readonly flags: JsonObject;
}

/** Looks for the project file and its flags; what is wrong with it is reported when the project is opened. */
export function peekProject(cwd: string, projectDir?: string): ProjectGlance {
  const root = rootOf(cwd, projectDir);
  if (root === null) return { root, flags: {} };
  for (const file of ['project.yml', 'dbt_project.yml']) {
    const text = readIfThere(join(root, file));
    if (text !== undefined) return { root, flags: flagsOf(text, file) };
  }
  return { root, flags: {} };
}

function rootOf(cwd: string, projectDir: string | undefined): string | null {
  try {
    const root = findProjectRoot(cwd, projectDir);
    return hasProjectFile(root) ? root : null;
  } catch {
    return null;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function flagsOf(text: string, file: string): JsonObject {
  if (!/^flags:/m.test(text)) return {};
  const { value } = readYaml(text, file);
  const flags = isMapping(value) ? value.flags : undefined;
  return isMapping(flags) ? (flags as JsonObject) : {}; // what YAML gives is JSON, but for exact numbers
}
