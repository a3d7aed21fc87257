import { createConfigMerger } from './config/config-merge.ts';
import type { ParseContext } from './context/context.ts';
import { assignPatches } from './files/assign-patches.ts';
import { type NodeFile, readNodeFiles } from './files/node-files.ts';
import { yamlSnapshots } from './files/yaml-snapshots.ts';
import type { MemorySession } from './incremental/session.ts';
import type { Parts } from './link/parts.ts';
import { parseDocs } from './macros/docs.ts';
import { patchMacros } from './macros/macro-patches.ts';
import { parseMacros, withMacros } from './macros/macros.ts';
import { buildFileNode } from './nodes/file-nodes.ts';
import { createNamer } from './nodes/names.ts';
import { buildOperations } from './nodes/operations.ts';
import type { Tools } from './nodes/tools.ts';
import { readProperties } from './properties/properties.ts';
import { buildExposures } from './resources/exposures.ts';
import { buildGroups } from './resources/groups.ts';
import { buildSources } from './resources/sources.ts';
import { buildMetrics } from './semantic/metrics.ts';
import { buildSavedQueries } from './semantic/saved-queries.ts';
import { buildSemanticModels } from './semantic/semantic-models.ts';
import { buildAllTests } from './tests/all-tests.ts';
import { buildUnitTests } from './unit-tests/unit-tests.ts';

/** What project files say: `enabled` of properties and of the file itself is not known yet. */
const isSwitchedOn =
  ({ configs }: Tools) =>
  ({ kind, packageName, fqn }: NodeFile): boolean =>
    configs.merged({ kind: kind === 'analysis' ? 'node' : kind, packageName, fqn, patch: {}, call: {} })
      .enabled !== false;

/** Reads all files: macros first, since everything else may call them. */
export function readAll(base: ParseContext, session: Pick<MemorySession, 'begin'>): Parts {
  const parsed = parseMacros(base);
  const context = withMacros(base, parsed.macros);
  session.begin(context);
  const tools: Tools = { context, configs: createConfigMerger(context), namer: createNamer(context) };
  const entries = readProperties(context);
  const files = [...readNodeFiles(context), ...yamlSnapshots(context, entries)];
  const nodes = assignPatches(context, files, entries, isSwitchedOn(tools)).map((file) =>
    buildFileNode(tools, file),
  );
  const sources = buildSources(tools, entries);
  const semanticModels = buildSemanticModels(tools, entries);
  return {
    context,
    macroNodes: patchMacros(context, parsed.nodes, entries),
    docs: parseDocs(context),
    nodes: [...nodes, ...buildOperations(tools)],
    tests: buildAllTests(tools, entries, sources),
    unitTests: buildUnitTests(tools, entries),
    sources,
    exposures: buildExposures(tools, entries),
    semantics: {
      semanticModels,
      metrics: buildMetrics(tools, entries, semanticModels),
      savedQueries: buildSavedQueries(tools, entries),
    },
    groups: buildGroups(tools, entries),
  };
}
