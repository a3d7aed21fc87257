import { globSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsPage } from '../../bench/tools/docs-page.mjs';

const root = join(import.meta.dirname, '../..');
const page = join(root, 'dist/docs/index.html');

/** Before any test: commands that run from the sources take the docs page from dist/, which must be that of these sources. */
export default async function buildDocsPage(): Promise<void> {
  const sources = ['bench/tools/docs-page.mjs', ...globSync('ui/docs/**/*.*', { cwd: root })];
  const changed = Math.max(...sources.map((path) => statSync(join(root, path)).mtimeMs));
  const built = statSync(page, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built >= changed) return;
  mkdirSync(join(page, '..'), { recursive: true });
  writeFileSync(page, await docsPage());
}
