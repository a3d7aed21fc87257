import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { failure } from '../core/diagnostic.ts';
import { wrongName } from './check-project.ts';
import { hasProjectFile } from './project-file.ts';
import { reason } from './read-text.ts';
import { type StarterOptions, starterFiles } from './starter.ts';

/** Where a new project goes. */
export interface InitOptions extends Omit<StarterOptions, 'name'> {
  readonly cwd: string;
  /** Name of the project and of its folder; without it the project goes into the working directory and is named after it. */
  readonly name?: string;
}

/** A project that was made. */
export interface InitResult {
  readonly name: string;
  /** Absolute. */
  readonly root: string;
  /** Relative to root. */
  readonly files: readonly string[];
}

/**
 * Writes a small project that runs as it is.
 * TD104 for a name that cannot be one, TD701 when a file would be overwritten or cannot be written.
 */
export function initProject({ cwd, name: asked, ...starter }: InitOptions): InitResult {
  const name =
    asked ??
    basename(resolve(cwd))
      .replaceAll(/\W+/g, '_')
      .replace(/^(?=\d)/, '_');
  const wrong = wrongName(name);
  if (wrong) throw failure('TD104', wrong.message, { help: NEXT });
  const root = asked === undefined ? resolve(cwd) : resolve(cwd, asked);
  if (hasProjectFile(root))
    throw failure('TD701', `A project called ${name} already exists here.`, { help: NEXT });
  const files = starterFiles({ name, ...starter });
  const taken = Object.keys(files).filter((path) => existsSync(join(root, path)));
  if (taken.length > 0)
    throw failure('TD701', `${taken.join(', ')} would be overwritten in ${root}`, { help: NEXT });
  for (const [path, text] of Object.entries(files)) write(join(root, path), text);
  return { name, root, files: Object.keys(files) };
}

const NEXT = 'tsdbt init my_project';

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    throw failure('TD701', `${path} cannot be written: ${reason(error)}`, { cause: error });
  }
}
