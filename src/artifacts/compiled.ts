import { join, normalize, sep } from 'node:path';
import { failure } from '../core/diagnostic.ts';
import { batchSqlPath, type ManifestNode, sqlPath } from '../manifest/index.ts';
import type { SqlWriter } from '../run/index.ts';
import { createTextWriter } from './write.ts';
import { createWriteBehind } from './write-behind.ts';

/**
 * Writes the SQL that analysts read, byte for byte as it was rendered, a moment after it was given; all of it with
 * `finish`. Rejects with TD701, TD702, TD703.
 */
export function createSqlWriter(targetPath: string): SqlWriter {
  const place = (kind: string, node: ManifestNode, batch?: string): string => {
    const root = join(targetPath, kind);
    const own = sqlPath(node);
    const path = normalize(join(root, batch === undefined ? own : batchSqlPath(own, batch)));
    if (path.startsWith(root + sep)) return path;
    throw failure('TD703', `${node.unique_id} would be written outside of ${root}: ${path}`);
  };
  const behind = createWriteBehind(createTextWriter());
  return {
    compiled: async (node, sql, batch) => behind.add(place('compiled', node, batch), sql),
    ran: async (node, sql, batch) => behind.add(place('run', node, batch), sql),
    finish: async () => behind.flush(),
  };
}
