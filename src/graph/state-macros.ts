import { failure } from '../core/diagnostic.ts';
import { type MacroId, macroId } from '../core/ids.ts';
import type { GraphNode, Manifest, SavedManifest } from '../manifest/index.ts';

/** Tells whether a macro that a resource calls, directly or by way of others, is new, gone or another one than before. */
export type MacroChanges = (node: GraphNode) => boolean;

/** Compares all macros of two manifests but those of the packages in `without`, when the first resource is asked about. */
export function macroChanges(
  manifest: Manifest,
  saved: SavedManifest,
  without: ReadonlySet<string>,
): MacroChanges {
  const { macros } = manifest;
  let changed: ReadonlySet<string> | undefined;
  const known = new Map<MacroId, boolean>();
  const isChanged = (id: MacroId): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const met = new Set<MacroId>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (met.has(next)) continue;
      met.add(next);
      if (changed?.has(next) || known.get(next)) {
        known.set(id, true);
        return true;
      }
      open.push(...(macros.get(next)?.depends_on.macros ?? []));
    }
    for (const one of met) known.set(one, false);
    return false;
  };
  return (node) => {
    if (!('depends_on' in node)) return false;
    if (node.resource_type === 'test' && node.test_metadata) checkMacro(node, node.test_metadata, manifest);
    changed ??= changedMacros(macros, saved, without);
    if (changed.size === 0) return false;
    return node.depends_on.macros.some(isChanged);
  };
}

/** Whether a test whose macro is gone is what it was cannot be told: TD209, which is a mere warning as long as nobody asks. */
function checkMacro(
  { unique_id: id, package_name: from, original_file_path: file }: GraphNode,
  { name, namespace }: { readonly name: string; readonly namespace: string | null },
  { macroIndex, places }: Manifest,
): void {
  const macro = `test_${name}`;
  const found = namespace === null ? macroIndex.find(macro, from) : macroIndex.findIn(namespace, macro);
  if (found !== undefined) return;
  const full = namespace === null ? name : `${namespace}.${name}`;
  throw failure('TD209', `'${macro}' is undefined: the generic test "${full}" does not exist`, {
    level: 'error',
    node: id,
    at: places.get(id) ?? { file, line: 1, column: 1 },
  });
}

function changedMacros(
  macros: Manifest['macros'],
  saved: SavedManifest,
  without: ReadonlySet<string>,
): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const [id, macro] of macros)
    if (!without.has(macro.package_name) && saved.macros.get(id) !== macro.macro_sql) changed.add(id);
  for (const id of saved.macros.keys()) if (!macros.has(macroId(id))) changed.add(id);
  return changed;
}
