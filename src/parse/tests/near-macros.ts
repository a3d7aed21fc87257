import type { MacroId } from '../../core/ids.ts';
import type { Macros } from '../../scope/index.ts';
import { calledMacros } from '../macros/macros.ts';

/**
 * The macros that a test stands on by what the texts of macros say: only these are noted when arguments of a test call
 * them while the project is read. The rest show when the test is compiled.
 */
export function macrosNearTest({ index, definitions }: Macros, test: MacroId): ReadonlySet<MacroId> {
  const where = index.mentioned('get_where_subquery', '');
  const near = new Set<MacroId>();
  const open: MacroId[] = where === undefined ? [test] : [where, test];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const definition = definitions.get(id);
    if (near.has(id) || definition === undefined) continue;
    near.add(id);
    open.push(...calledMacros(index, id.split('.')[1] ?? '', definition));
  }
  return near;
}
