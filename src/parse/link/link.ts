import type { Diagnostic } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import { createLookup, type GraphNode, type Lookup, type ManifestNode } from '../../manifest/index.ts';
import { type ParseContext, projectFlag, type Report } from '../context/context.ts';
import type { Built } from '../nodes/built.ts';
import type { BuiltExposure } from '../resources/exposures.ts';
import { unknownGroups } from '../resources/groups.ts';
import type { BuiltSource } from '../resources/sources.ts';
import { checkSemantics } from '../semantic-checks/check.ts';
import { duplicateTest } from '../tests/all-tests.ts';
import { attachTests } from '../tests/attach-tests.ts';
import type { BuiltUnitTest } from '../unit-tests/unit-tests.ts';
import { describeExposures, describeNodes, describeSources } from './describe-all.ts';
import { describeSemantics } from './describe-semantics.ts';
import { createDescriber, type Describer } from './descriptions.ts';
import { clashes, duplicateExposure, duplicateNode, duplicateSource, manyDisabled } from './duplicates.ts';
import { microbatchProblems } from './microbatch.ts';
import { deprecatedModels } from './model-dates.ts';
import { oldModules } from './old-modules.ts';
import { byId, isEnabled, once } from './once.ts';
import type { Parts } from './parts.ts';
import { inferPrimaryKeys } from './primary-keys.ts';
import { resolveAll } from './resolve.ts';
import { linkSemantics, type Semantics } from './semantics.ts';
import { spacedNames } from './spaced-names.ts';
import { duplicateUnitTest, linkUnitTests } from './unit-tests.ts';
import { unusedConfigs } from './unused-configs.ts';

/** Resources that know each other: enabled ones once by id, the others apart. */
export interface Linked {
  readonly nodes: ReadonlyMap<NodeId, Built>;
  readonly sources: ReadonlyMap<NodeId, BuiltSource>;
  readonly exposures: ReadonlyMap<NodeId, BuiltExposure>;
  readonly unitTests: ReadonlyMap<NodeId, BuiltUnitTest>;
  /** Those that are switched on. */
  readonly semantics: Semantics;
  readonly disabled: ReadonlyMap<NodeId, readonly GraphNode[]>;
  /** Tests of something that is missing or switched off. */
  readonly unresolved: ReadonlyMap<NodeId, ManifestNode>;
  readonly describer: Describer;
}

/** Resolves refs, sources and doc blocks, and reports what is double, missing or never used. */
export function link(context: ParseContext, parts: Parts): Linked {
  const { report } = context;
  const { tests, nodes, sources, exposures } = onceEach(parts, report);
  const built = [...nodes, ...tests.map((one) => one.built)];
  const lookup = lookupOf(context, parts, built, sources);
  attachTests(lookup, parts.tests);
  const { dropped } = resolveAll(
    context,
    lookup,
    [...built, ...exposures],
    built.map(({ node }) => node),
  );
  for (const one of built)
    if (dropped.has(one.node.unique_id)) one.node.config = { ...one.node.config, enabled: false };
  const semantics = linkSemantics(parts.context, parts.semantics, lookup, built, exposures);
  const describer = createDescriber(context, lookup);
  const enabled = built.filter(isEnabled);
  describe(describer, enabled, sources.filter(isEnabled), exposures.filter(isEnabled));
  const described = [...semantics.metrics, ...semantics.semanticModels, ...semantics.savedQueries];
  describeSemantics(describer, semantics);
  inferPrimaryKeys(enabled, built);
  const unitTests = linkedUnitTests(context, lookup, parts, enabled);
  const graph: readonly GraphNode[] = [...built, ...sources, ...exposures, ...unitTests, ...described].map(
    ({ node }) => node,
  );
  const disabled = graph.filter((node) => !node.config.enabled);
  const problems = [
    ...clashes(enabled, projectFlag(context, 'require_unique_project_resource_names', false)),
    ...manyDisabled(built),
    ...unknownGroups([...enabled, ...described], parts.groups.values()),
    ...spacedNames(context, enabled),
    ...oldModules(enabled),
    ...microbatchProblems(parts.context, enabled, sources),
    ...deprecatedModels(enabled, new Date(context.createdAt * 1000)),
    ...semanticProblems(context, semantics, enabled),
    ...unusedConfigs(
      context,
      graph.filter((node) => node.config.enabled),
      disabled,
    ),
  ];
  for (const problem of problems) report(problem);
  return {
    nodes: byId(enabled),
    sources: byId(sources.filter(isEnabled)),
    exposures: byId(exposures.filter(isEnabled)),
    unitTests: byId(unitTests.filter(isEnabled)),
    semantics: {
      metrics: semantics.metrics.filter(isEnabled),
      semanticModels: semantics.semanticModels.filter(isEnabled),
      savedQueries: semantics.savedQueries.filter(isEnabled),
    },
    ...switchedOff(disabled, built, dropped),
    describer,
  };
}

/** What is switched off; tests that were dropped, apart. */
const switchedOff = (
  disabled: readonly GraphNode[],
  built: readonly Built[],
  dropped: ReadonlySet<NodeId>,
): Pick<Linked, 'disabled' | 'unresolved'> => ({
  disabled: Map.groupBy(
    disabled.filter((node) => !dropped.has(node.unique_id)),
    (node) => node.unique_id,
  ),
  unresolved: new Map(
    built.flatMap(({ node }) => (dropped.has(node.unique_id) ? [[node.unique_id, node] as const] : [])),
  ),
});

/** Each enabled resource once; what stands twice is reported. */
function onceEach(parts: Parts, report: Report) {
  return {
    tests: once(
      parts.tests,
      ({ built }) => built.node,
      (second, first) => report(duplicateTest(second, first)),
    ),
    nodes: once(
      parts.nodes,
      ({ node }) => node,
      (second, first) => report(duplicateNode(second, first)),
    ),
    sources: once(
      parts.sources,
      ({ node }) => node,
      (second, first) => report(duplicateSource(second, first)),
    ),
    exposures: once(
      parts.exposures,
      ({ node }) => node,
      (second, first) => report(duplicateExposure(second, first)),
    ),
  };
}

/** What is inconsistent in the semantic layer, looking only at what is switched on. */
function semanticProblems(
  context: ParseContext,
  { metrics, semanticModels, savedQueries }: Semantics,
  enabled: readonly Built[],
): readonly Diagnostic[] {
  const layer = {
    metrics: metrics.filter(isEnabled).map(({ node }) => node),
    semanticModels: semanticModels.filter(isEnabled).map(({ node }) => node),
    savedQueries: savedQueries.filter(isEnabled).map(({ node }) => node),
  };
  const models = enabled.flatMap(({ node }) => (node.resource_type === 'model' ? [node] : []));
  const all = [...metrics, ...semanticModels, ...savedQueries, ...enabled];
  return checkSemantics(context, layer, models, (id) => all.find(({ node }) => node.unique_id === id)?.at);
}

function linkedUnitTests(
  context: ParseContext,
  lookup: Lookup,
  parts: Parts,
  enabled: readonly Built[],
): readonly BuiltUnitTest[] {
  const models = enabled.flatMap(({ node }) => (node.resource_type === 'model' ? [node] : []));
  return once(
    linkUnitTests(context, lookup, parts.unitTests, models),
    ({ node }) => node,
    (second, first) => context.report(duplicateUnitTest(second, first)),
  );
}

function lookupOf(
  context: ParseContext,
  parts: Parts,
  built: readonly Built[],
  sources: readonly BuiltSource[],
): Lookup {
  return createLookup({
    rootPackage: context.project.name,
    nodes: built.filter(isEnabled).map(({ node }) => node),
    sources: sources.filter(isEnabled).map(({ node }) => node),
    docs: parts.docs.values(),
    disabled: [[...built, ...sources].filter((one) => !isEnabled(one)).map(({ node }) => node)],
    ownPackageFirst: projectFlag(context, 'require_ref_searches_node_package_before_root', false),
  });
}

function describe(
  describer: Describer,
  built: readonly Built[],
  sources: readonly BuiltSource[],
  exposures: readonly BuiltExposure[],
): void {
  describeNodes(describer, built);
  describeSources(describer, sources);
  describeExposures(describer, exposures);
}
