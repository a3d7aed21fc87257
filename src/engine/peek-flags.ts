import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../core/json.ts';
import { findProjectRoot, isMapping, readYaml } from '../project/index.ts';

/** `flags:` of the project file as written, before anything else is read; {} when there is none or it cannot be read. */
export function peekFlags(cwd: string, projectDir?: string): JsonObject {
  try {
    const root = findProjectRoot(cwd, projectDir);
    for (const file of ['project.yml', 'dbt_project.yml']) {
      const text = readIfThere(join(root, file));
      if (text !== undefined) return flagsOf(text, file);
    }
  } catch {
    // what is wrong with the project is reported when it is opened
  }
  return {};
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
