import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../core/diagnostic.ts';
import { slimManifest } from './slim-manifest.ts';
import { writeFileAtomic } from './write.ts';

/** What stands in the page where data can be put, each as dbt's own page has it. */
const SLOTS = { manifest: '"MANIFEST.JSON INLINE DATA"', catalog: '"CATALOG.JSON INLINE DATA"' } as const;

/** Writes target/index.html, the page that loads manifest.json and catalog.json from beside it. Rejects with TD701 or TD702. */
export const writeDocsPage = (targetPath: string, page: string): Promise<void> =>
  writeFileAtomic(join(targetPath, 'index.html'), page);

/** Writes target/static_index.html, the page with all its data in it. Rejects with TD701, TD702, or TD707 when an artifact is missing. */
export async function writeStaticPage(targetPath: string, page: string): Promise<void> {
  const manifest = JSON.stringify(slimManifest(JSON.parse(artifact(targetPath, 'manifest.json'))));
  const catalog = artifact(targetPath, 'catalog.json');
  await writeFileAtomic(join(targetPath, 'static_index.html'), staticPage(page, { manifest, catalog }));
}

/** The page with JSON texts in its slots, in parts; no text in them can end the element that they stand in. */
export function staticPage(
  page: string,
  data: { readonly manifest: string; readonly catalog: string },
): string[] {
  const [head = '', rest = ''] = page.split(SLOTS.manifest);
  const [middle = '', tail = ''] = rest.split(SLOTS.catalog);
  return [head, inert(data.manifest), middle, inert(data.catalog), tail];
}

/** JSON whose texts hold no `<`: neither `</script>` nor `<!--` can be in it. */
const inert = (json: string): string => json.replaceAll('<', '\\u003c');

function artifact(targetPath: string, name: string): string {
  try {
    return readFileSync(join(targetPath, name), 'utf8');
  } catch (error) {
    throw failure('TD707', `there is no ${name} in ${targetPath} to put into the page`, {
      help: 'leave out --no-write-json',
      cause: error,
    });
  }
}
