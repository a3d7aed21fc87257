import type { NodeSummary } from '../../core/events.ts';
import type { NodeResult } from '../../core/result.ts';

/**
 * Says where the SQL of a run can be read: `Compiled SQL is in target/compiled/shop`. The package is named when there is only
 * one; null when nothing was compiled.
 */
export function compiledPlace(
  results: readonly NodeResult[],
  node: (id: string) => NodeSummary | undefined,
  compiledFolder: string,
): string | null {
  const packages = new Set<string>();
  for (const { id, compiledCode } of results) {
    const path = compiledCode === null ? null : node(id)?.sqlPath;
    if (path != null) packages.add(path.split(/[\\/]/, 1)[0] ?? '');
  }
  if (packages.size === 0) return null;
  const [only] = packages;
  return `Compiled SQL is in ${packages.size === 1 ? `${compiledFolder}/${only}` : compiledFolder}`;
}
