import { realpathSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

/** Artifacts that the page may ask for. */
const ARTIFACTS: ReadonlySet<string> = new Set([
  'manifest.json',
  'catalog.json',
  'run_results.json',
  'sources.json',
]);

/** Where what is served lies. */
export interface ServedFolder {
  /** Absolute. */
  readonly targetPath: string;
  /** Folders of pictures, relative to the target folder. */
  readonly assets: readonly string[];
}

/** A file to send. */
export interface ServedFile {
  readonly path: string;
  readonly type: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/plain; charset=utf-8',
  '.pdf': 'application/pdf',
};

/**
 * The file behind the path of an URL: an artifact, or what lies in an assets folder, links followed. Null for everything
 * else; there are no listings, and nothing outside of these is ever opened.
 */
export function servedFile(urlPath: string, { targetPath, assets }: ServedFolder): ServedFile | null {
  const path = decoded(urlPath)?.slice(1);
  if (path === undefined || path.includes('\0')) return null;
  const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  const folders = ARTIFACTS.has(path) ? [targetPath] : assets.map((asset) => join(targetPath, asset));
  const file = folders.map((folder) => fileInside(folder, join(targetPath, path))).find((found) => found);
  return file === undefined || file === null ? null : { path: file, type };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** The true path of a file, if that is inside of the folder's true path. */
function fileInside(folder: string, path: string): string | null {
  try {
    const real = realpathSync(path);
    return real.startsWith(realpathSync(folder) + sep) && statSync(real).isFile() ? real : null;
  } catch {
    return null;
  }
}
