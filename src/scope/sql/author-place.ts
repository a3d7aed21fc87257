import type { Diagnostic, Frame } from '../../core/diagnostic.ts';
import type { Runtime } from '../context/world.ts';

/** Where a statement was asked for, and the way there. */
type Place = Pick<Diagnostic, 'at' | 'via'>;

/**
 * The innermost place that an author wrote: calls inside of the standard library are left out,
 * unless there is nothing else.
 */
export function authorPlace(runtime: Runtime, from: Place): Place {
  if (!from.at) return from;
  const ours = standardFiles(runtime);
  const frames: readonly Frame[] = [from.at, ...(from.via ?? [])];
  const first = frames.findIndex((frame) => !ours.has(frame.file));
  if (first <= 0) return from;
  const [at, ...via] = frames.slice(first);
  return { ...(at ? { at } : {}), ...(via.length > 0 ? { via } : {}) };
}

/** Files of the standard library's macros. */
function standardFiles({ macros, adapter }: Runtime): ReadonlySet<string> {
  const packages = new Set(['dbt', `dbt_${adapter.name}`]);
  const files = new Set<string>();
  for (const [id, definition] of macros.definitions) {
    if (packages.has(id.split('.')[1] ?? '')) files.add(definition.span.file);
  }
  return files;
}
