import type { Diagnostic } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Found, Lookup, ManifestNode, SourceNode } from '../../manifest/index.ts';
import type { ParseContext } from '../context/context.ts';
import type { Built } from '../nodes/built.ts';
import type { BuiltExposure } from '../resources/exposures.ts';
import { ambiguous, type Missing, missingRef, missingSource, privateRef } from './resolve-errors.ts';

/** Something with refs and sources to be resolved. */
type Resolvable = Built | BuiltExposure;

/** What became of resolving: tests to be switched off. */
export interface Resolved {
  readonly dropped: ReadonlySet<NodeId>;
}

/**
 * Finds what every ref() and source() means and sets depends_on.nodes: sources first, then refs.
 * What is missing or switched off is reported; a test that needs it is dropped with a warning.
 */
export function resolveAll(context: ParseContext, lookup: Lookup, things: readonly Resolvable[]): Resolved {
  const dropped = new Set<NodeId>();
  for (const thing of things) {
    const { node } = thing;
    if (!node.config.enabled) continue;
    const { ids, problems } = resolveOne(lookup, thing);
    node.depends_on = { macros: node.depends_on.macros, nodes: [...new Set(ids)] };
    for (const problem of problems) tell(context, problem);
    if (node.resource_type === 'test' && problems.length > 0) dropped.add(node.unique_id);
  }
  return { dropped };
}

/** That a test waits for something switched off is no news: it goes to the log only, as in dbt. */
function tell(context: ParseContext, problem: Diagnostic): void {
  const isQuiet = problem.code === 'TD215' && problem.message.endsWith('which is disabled');
  if (isQuiet) context.world.emit({ type: 'note', level: 'debug', message: problem.message });
  else context.report(problem);
}

interface Outcome {
  readonly ids: readonly NodeId[];
  readonly problems: readonly Diagnostic[];
}

function resolveOne(lookup: Lookup, thing: Resolvable): Outcome {
  const { node, captured } = thing;
  const ids: NodeId[] = [];
  const problems: Diagnostic[] = [];
  for (const mention of captured.sources) {
    const found = lookup.source(mention.source, mention.table, node.package_name);
    const missing = { thing: node, shownPath: thing.shownPath, at: mention.at ?? thing.at };
    take(found, () => missingSource(missing, lookup, mention, found), missing);
  }
  for (const ref of captured.refs) {
    const found = lookup.ref(ref, node.package_name);
    const missing = { thing: node, shownPath: thing.shownPath, at: ref.at ?? thing.at };
    take(found, () => missingRef(missing, lookup, ref, found), missing);
    if (found.kind === 'found') problems.push(...privateRef(missing, found.node));
  }
  return { ids, problems };

  function take(found: Found<ManifestNode | SourceNode>, problem: () => Diagnostic, missing: Missing): void {
    if (found.kind === 'found') ids.push(found.node.unique_id);
    else if (found.kind === 'ambiguous') problems.push(ambiguous(missing, found.nodes));
    else problems.push(problem());
  }
}
