import type { MacroId } from '../core/ids.ts';
import type { DocNode, GroupNode, MacroNode } from '../manifest/index.ts';
import { type BuiltTest, buildAllTests } from './all-tests.ts';
import { assignPatches } from './assign-patches.ts';
import type { Built } from './built.ts';
import { createConfigMerger } from './config-merge.ts';
import type { MacroParseContext, ParseContext } from './context.ts';
import { parseDocs } from './docs.ts';
import { type BuiltExposure, buildExposures } from './exposures.ts';
import { buildFileNode } from './file-nodes.ts';
import { buildGroups } from './groups.ts';
import { patchMacros } from './macro-patches.ts';
import { parseMacros, withMacros } from './macros.ts';
import { createNamer } from './names.ts';
import { readNodeFiles } from './node-files.ts';
import { buildOperations } from './operations.ts';
import { readProperties } from './properties.ts';
import { type BuiltSource, buildSources } from './sources.ts';
import type { Tools } from './tools.ts';
import { yamlSnapshots } from './yaml-snapshots.ts';

/** Everything that the files say, each resource by itself: nothing refers to anything else yet. */
export interface Parts {
  readonly context: MacroParseContext;
  readonly macroNodes: ReadonlyMap<MacroId, MacroNode>;
  readonly docs: ReadonlyMap<string, DocNode>;
  /** Models, snapshots, analyses, singular tests, seeds, hooks. */
  readonly nodes: readonly Built[];
  readonly tests: readonly BuiltTest[];
  readonly sources: readonly BuiltSource[];
  readonly exposures: readonly BuiltExposure[];
  readonly groups: ReadonlyMap<string, GroupNode>;
}

/** Reads all files: macros first, since everything else may call them. */
export function readAll(base: ParseContext): Parts {
  const parsed = parseMacros(base);
  const context = withMacros(base, parsed.macros);
  const tools: Tools = { context, configs: createConfigMerger(context), namer: createNamer(context) };
  const entries = readProperties(context);
  const files = [...readNodeFiles(context), ...yamlSnapshots(context, entries)];
  const nodes = assignPatches(context, files, entries).map((file) => buildFileNode(tools, file));
  const sources = buildSources(tools, entries);
  return {
    context,
    macroNodes: patchMacros(context.report, parsed.nodes, entries),
    docs: parseDocs(context),
    nodes: [...nodes, ...buildOperations(tools)],
    tests: buildAllTests(tools, entries, sources),
    sources,
    exposures: buildExposures(tools, entries),
    groups: buildGroups(tools, entries),
  };
}
