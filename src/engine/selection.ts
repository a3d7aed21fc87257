import { failure } from '../core/diagnostic.ts';
import { type NodeId, nodeId } from '../core/ids.ts';
import { select } from '../graph/index.ts';
import { findNode, type Manifest } from '../manifest/index.ts';
import type { World } from '../scope/index.ts';
import type { Parsed } from './manifest.ts';
import type { Engine } from './open.ts';
import type { SelectOptions } from './options.ts';
import { savedState, stateRules } from './state.ts';

/** The ids that --select, --exclude and --selector mean; warnings go to the sinks. Throws TD402 to TD405, TD408, TD704. */
export function selectNodes(
  engine: Engine,
  world: World,
  { manifest, dag }: Parsed,
  options: SelectOptions & { readonly includeEmpty?: boolean },
): ReadonlySet<NodeId> {
  if (options.only) return exactly(manifest, options.only);
  const { project } = engine;
  const { ids, diagnostics, usedDefault } = select(dag, manifest, {
    select: options.select ?? [],
    exclude: options.exclude ?? [],
    ...(options.selector === undefined ? {} : { selector: options.selector }),
    selectors: project.selectorsFile,
    indirect: options.indirectSelection ?? 'eager',
    state: savedState(engine, world),
    rules: stateRules(engine, world),
    ...(options.resourceTypes?.length ? { resourceTypes: options.resourceTypes } : {}),
    ...(options.includeEmpty ? { includeEmpty: true } : {}),
    ...(options.excludeResourceTypes?.length ? { excludeResourceTypes: options.excludeResourceTypes } : {}),
  });
  for (const diagnostic of diagnostics) engine.emit({ type: 'diagnostic', diagnostic });
  if (usedDefault !== null) {
    const message = `Using default selector ${usedDefault}`;
    engine.emit({ type: 'note', level: 'info', name: 'DefaultSelector', message });
  }
  return ids;
}

/** The nodes with these ids. Throws TD409 for those that are not there any more. */
function exactly(manifest: Manifest, ids: readonly string[]): ReadonlySet<NodeId> {
  const known = ids.map(nodeId);
  const gone = known.find((id) => findNode(manifest, id) === undefined);
  if (gone === undefined) return new Set(known);
  throw failure('TD409', `Couldn't find ${gone.split('.')[0]} '${gone}'`, {
    node: gone,
    help: 'it was deleted, renamed or switched off: run the command itself again',
  });
}
