import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { failure } from '../../core/diagnostic.ts';
import { liesIn } from './safe-path.ts';

/** Refuses a fetched package with a symbolic link that leads outside of it, or nowhere: TD121. */
export function checkLinks(folder: string, from: string): void {
  for (const path of linksBelow(folder)) {
    if (existsSync(path) && liesIn(folder, path)) continue;
    throw failure(
      'TD121',
      `The package ${from} is refused: the link '${relative(folder, path)}' leads outside of it`,
      { help: 'tell the owner of the package; nothing of it was installed' },
    );
  }
}

function linksBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = lstatSync(path);
    if (found.isSymbolicLink()) return [path];
    return found.isDirectory() ? linksBelow(path) : [];
  });
}
