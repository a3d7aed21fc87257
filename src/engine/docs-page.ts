import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedFolder } from '../adapter/index.ts';
import { failure } from '../core/diagnostic.ts';

/** The docs page as the build made it: one file with its script and styles, without data. Throws TD707 when it was not built. */
export function shippedPage(): string {
  try {
    return readFileSync(join(shippedFolder('dist/docs'), 'index.html'), 'utf8');
  } catch (error) {
    throw failure('TD707', 'the docs page of tsdbt is missing', {
      help: 'install tsdbt again; in a checkout of its sources: npm run build',
      cause: error,
    });
  }
}
