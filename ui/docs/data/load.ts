import { buildProject } from './build.ts';
import { type Fields, isFields } from './json.ts';
import type { Project } from './project.ts';

/** Where artifacts come from: the page itself, or files beside it. Rejects with an Error that says what the reader can do. */
export async function load(): Promise<Project> {
  const [manifest, catalog] = await Promise.all([
    inline('manifest') ?? fetched('manifest.json'),
    inline('catalog') ?? fetched('catalog.json').catch(() => null),
  ]);
  return buildProject(manifest, catalog);
}

/** What was written into the page; undefined when nothing was. */
function inline(id: string): Fields | undefined {
  const content: unknown = JSON.parse(document.getElementById(id)?.textContent ?? 'null');
  return isFields(content) ? content : undefined;
}

async function fetched(file: string): Promise<Fields> {
  if (location.protocol === 'file:') {
    throw new Error(
      'Browsers do not let a file read the files beside it. Run "tsdbt docs serve", or "tsdbt docs generate --static" and open static_index.html.',
    );
  }
  const response = await fetch(file, { cache: 'no-cache' });
  if (!response.ok)
    throw new Error(`${file} is not there (${response.status}). Make it with "tsdbt docs generate".`);
  const content: unknown = await response.json();
  if (!isFields(content)) throw new Error(`${file} is no artifact of dbt or tsdbt.`);
  return content;
}
