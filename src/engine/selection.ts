import type { NodeId } from '../core/ids.ts';
import { select } from '../graph/index.ts';
import type { Parsed } from './manifest.ts';
import type { Engine } from './open.ts';
import type { SelectOptions } from './options.ts';

/** The ids that --select, --exclude and --selector mean; warnings go to the sinks. Throws TD402 to TD405. */
export function selectNodes(
  engine: Engine,
  { manifest, dag }: Parsed,
  options: SelectOptions & { readonly includeEmpty?: boolean },
): ReadonlySet<NodeId> {
  const { project } = engine;
  const { ids, diagnostics, usedDefault } = select(dag, manifest, {
    select: options.select ?? [],
    exclude: options.exclude ?? [],
    ...(options.selector === undefined ? {} : { selector: options.selector }),
    selectors: project.selectorsFile,
    indirect: options.indirectSelection ?? 'eager',
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
