import { cp, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { failure } from '../core/diagnostic.ts';
import { writeFailure } from './write.ts';

/** Where a package keeps pictures and files for its docs. */
interface AssetPaths {
  readonly root: string;
  readonly paths: { readonly asset: readonly string[] };
}

/** Copies the folders of `asset-paths` into the target folder, for the docs page; those that are not there are passed over. Rejects with TD701, TD702, TD703. */
export async function copyAssets({ root, paths }: AssetPaths, targetPath: string): Promise<void> {
  for (const path of paths.asset) {
    const found = await stat(join(root, path)).catch(() => null);
    if (!found?.isDirectory()) continue;
    const to = join(targetPath, path);
    if (relative(targetPath, to).startsWith('..'))
      throw failure('TD703', `asset-paths leave the project: ${path}`);
    await cp(join(root, path), to, { recursive: true }).catch((error: unknown) => {
      throw writeFailure(to, error);
    });
  }
}
