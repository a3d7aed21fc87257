import { basename, join } from 'node:path';
import type { ManifestNode } from './nodes.ts';

/** Where a node's SQL goes under target/compiled or target/run: dbt's path, `package/models/a.sql`, `package/models/s.yml/test.sql`. */
export function sqlPath(node: ManifestNode): string {
  const { original_file_path: file, path } = node;
  const own = basename(path) === basename(file) ? file : join(file, path);
  return join(node.package_name, own);
}
