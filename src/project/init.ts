import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { failure } from '../core/diagnostic.ts';
import { wrongName } from './check-project.ts';
import { hasProjectFile } from './project-file.ts';
import { reason } from './read-text.ts';
import { type StarterOptions, starterFiles } from './starter.ts';

/** Where a new project goes; its name is that of the folder, too. */
export interface InitOptions extends StarterOptions {
  readonly cwd: string;
}

/** A project that was made. */
export interface InitResult {
  /** Absolute. */
  readonly root: string;
  /** Relative to root. */
  readonly files: readonly string[];
}

/**
 * Writes a small project that runs as it is, into a new folder of its name.
 * TD104 for a name that cannot be one, TD701 when a file would be overwritten or cannot be written.
 */
export function initProject({ cwd, ...starter }: InitOptions): InitResult {
  const { name } = starter;
  const wrong = wrongName(name);
  if (wrong) throw failure('TD104', wrong.message, { help: 'tsdbt init my_project' });
  const root = resolve(cwd, name);
  if (hasProjectFile(root))
    throw failure('TD701', `A project called ${name} already exists here.`, {
      help: 'tsdbt init another_name',
    });
  const files = starterFiles(starter);
  const taken = Object.keys(files).filter((path) => existsSync(join(root, path)));
  if (taken.length > 0)
    throw failure('TD701', `${taken.map((path) => `${name}/${path}`).join(', ')} would be overwritten`, {
      help: 'tsdbt init another_name',
    });
  for (const [path, text] of Object.entries(files)) write(join(root, path), text);
  return { root, files: Object.keys(files) };
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    throw failure('TD701', `${path} cannot be written: ${reason(error)}`, { cause: error });
  }
}
