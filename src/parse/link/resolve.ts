import type { Diagnostic } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Found, Lookup, ManifestNode, SourceNode } from '../../manifest/index.ts';
import { type ParseContext, projectFlag } from '../context/context.ts';
import type { Built } from '../nodes/built.ts';
import type { BuiltExposure } from '../resources/exposures.ts';
import type { BuiltSemanticModel } from '../semantic/semantic-models.ts';
import { newerVersions, noteNewerVersion } from './newer-versions.ts';
import {
  ambiguous,
  forbiddenRef,
  type Missing,
  missingFunction,
  missingRef,
  missingSource,
} from './resolve-errors.ts';

/** Something with refs and sources to be resolved. */
type Resolvable = Built | BuiltExposure | BuiltSemanticModel;

/** What became of resolving: tests to be switched off. */
export interface Resolved {
  readonly dropped: ReadonlySet<NodeId>;
}

/**
 * Finds what every ref() and source() means and sets depends_on.nodes: sources first, then refs.
 * What is missing or switched off is reported; a test that needs it is dropped with a warning.
 */
export function resolveAll(
  context: ParseContext,
  lookup: Lookup,
  things: readonly Resolvable[],
  models: readonly ManifestNode[],
): Resolved {
  const dropped = new Set<NodeId>();
  const newer = newerVersions(models);
  const restricted = new Set(
    context.project.packages.filter((one) => one.restrictAccess).map((one) => one.name),
  );
  const isRestricted = (name: string): boolean => restricted.has(name);
  for (const thing of things) {
    const { node } = thing;
    if (!node.config.enabled) continue;
    const { ids, problems, targets } = resolveOne(lookup, thing, isRestricted);
    node.depends_on = { macros: node.depends_on.macros, nodes: [...new Set(ids)] };
    for (const problem of problems) tell(context, problem);
    for (const { ref, target } of targets) {
      if (ref.version !== null || target.resource_type !== 'model' || target.version === null) continue;
      const version = newer(target);
      if (version !== null) noteNewerVersion(context, node.name, target, version);
    }
    if (node.package_name !== context.project.name) warnOfRoot(context, thing, targets);
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

/** A package that is used elsewhere too should not lean on one project. */
function warnOfRoot(context: ParseContext, thing: Resolvable, targets: Outcome['targets']): void {
  const root = context.project.name;
  if (projectFlag(context, 'require_ref_searches_node_package_before_root', false)) return;
  for (const { ref, target } of targets) {
    if (target.package_name !== root || ref.package === root) continue;
    const { name, package_name: packageName, unique_id } = thing.node;
    context.report({
      code: 'TD221',
      message: `The node '${name}' in package '${packageName}' depends on the root project node '${target.unique_id}'. This may lead to unexpected cycles downstream.`,
      at: ref.at ?? thing.at,
      node: unique_id,
      help: 'set the flag require_ref_searches_node_package_before_root: true',
    });
  }
}

type Ref = Resolvable['captured']['refs'][number];

interface Outcome {
  readonly ids: readonly NodeId[];
  readonly problems: readonly Diagnostic[];
  /** What each ref that was found means. */
  readonly targets: readonly { readonly ref: Ref; readonly target: ManifestNode }[];
}

function resolveOne(
  lookup: Lookup,
  thing: Resolvable,
  isRestricted: (packageName: string) => boolean,
): Outcome {
  const { node, captured } = thing;
  const ids: NodeId[] = [];
  const problems: Diagnostic[] = [];
  const targets: { readonly ref: Ref; readonly target: ManifestNode }[] = [];
  const missingAt = (at: Missing['at'] | null): Missing => ({ thing: node, at: at ?? thing.at });
  for (const mention of captured.sources) {
    const found = lookup.source(mention.source, mention.table, node.package_name);
    if (found.kind === 'found') ids.push(found.node.unique_id);
    else
      problems.push(
        notFound(found, missingAt(mention.at), (missing) => missingSource(missing, lookup, mention, found)),
      );
  }
  for (const ref of captured.refs) {
    const found = lookup.ref(ref, node.package_name);
    if (found.kind === 'found') {
      ids.push(found.node.unique_id);
      targets.push({ ref, target: found.node });
      problems.push(...forbiddenRef(missingAt(ref.at), found.node, isRestricted));
    } else
      problems.push(notFound(found, missingAt(ref.at), (missing) => missingRef(missing, lookup, ref, found)));
  }
  for (const { args, at } of captured.functions) {
    const found = lookup.function(args, node.package_name);
    if (found.kind === 'found') ids.push(found.node.unique_id);
    else
      problems.push(
        notFound(found, missingAt(at), (missing) => missingFunction(missing, lookup, args, found)),
      );
  }
  return { ids, problems, targets };
}

const notFound = (
  found: Found<ManifestNode | SourceNode>,
  missing: Missing,
  absent: (missing: Missing) => Diagnostic,
): Diagnostic => (found.kind === 'ambiguous' ? ambiguous(missing, found.nodes) : absent(missing));
