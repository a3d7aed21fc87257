import { basename, dirname, extname, join } from 'node:path';
import type { ManifestNode } from './nodes.ts';
import { type UnitTestNode, versionedName } from './unit-test.ts';

/** Where a node's SQL goes under target/compiled or target/run: dbt's path, `package/models/a.sql`, `package/models/s.yml/test.sql`. */
export function sqlPath(node: Pick<ManifestNode, 'original_file_path' | 'path' | 'package_name'>): string {
  const { original_file_path: file, path } = node;
  const own = basename(path) === basename(file) ? file : join(file, path);
  return join(node.package_name, own);
}

/** The same for a batch of a microbatch model: `package/models/a/a_2024-01-31.sql`. */
export function batchSqlPath(path: string, batch: string): string {
  const extension = extname(path);
  const name = basename(path, extension);
  return join(dirname(path), name, `${name}_${batch}${extension}`);
}

/** dbt's path for the SQL of a unit test: its name in the folder of its file, `models/staging/my_test.sql`. */
export const unitTestPath = (test: Pick<UnitTestNode, 'name' | 'version' | 'original_file_path'>): string =>
  join(dirname(test.original_file_path), `${versionedName(test)}.sql`);
