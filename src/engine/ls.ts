import type { NodeId } from '../core/ids.ts';
import { findNode, type GraphNode, type Manifest } from '../manifest/index.ts';
import { saveManifest } from './artifacts.ts';
import { restrict } from './execution.ts';
import { invoke } from './invoke.ts';
import { jsonLine, nameOf, selectorOf } from './ls-lines.ts';
import { parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import type { ListOptions } from './options.ts';
import { type CommandResult, DONE } from './result.ts';
import { selectNodes } from './selection.ts';
import { createWorld } from './world.ts';

/** What ls knows; analyses only when asked for. */
const LISTED = [
  'model',
  'snapshot',
  'seed',
  'test',
  'source',
  'exposure',
  'metric',
  'saved_query',
  'semantic_model',
  'unit_test',
  'function',
];

/** What was listed. */
export interface Listed extends CommandResult {
  readonly ids: readonly NodeId[];
  /** As printed, one per resource. */
  readonly lines: readonly string[];
}

/** Prints the selected resources, one line each, sorted by id. */
export function ls(engine: Engine, options: ListOptions = {}): Promise<Listed> {
  return invoke(engine, 'list', async () => {
    const world = createWorld(engine, 'list', options);
    const parsed = parseAll(engine, world);
    const ids = [...selectNodes(engine, world, parsed, listSelection(options))].sort();
    await saveManifest(engine, world, parsed);
    const lines = nodesOf(parsed.manifest, ids).map((node) => lineOf(node, options));
    if (lines.length === 0) nothing(engine);
    for (const text of lines) engine.emit({ type: 'output', text });
    return { ...DONE, ids, lines };
  });
}

function listSelection(options: ListOptions): ListOptions {
  if (options.models?.length) return { ...options, select: options.models, resourceTypes: ['model'] };
  const all = options.resourceTypes?.some((type) => type === 'all' || type === 'analysis');
  return { ...options, resourceTypes: restrict(all ? [...LISTED, 'analysis'] : LISTED, options) };
}

const nodesOf = (manifest: Manifest, ids: readonly NodeId[]): GraphNode[] =>
  ids.flatMap((id) => findNode(manifest, id) ?? []);

function lineOf(node: GraphNode, { output = 'selector', outputKeys }: ListOptions): string {
  switch (output) {
    case 'name':
      return nameOf(node);
    case 'path':
      return node.original_file_path;
    case 'json':
      return jsonLine(node, outputKeys);
    case 'selector':
      return selectorOf(node);
  }
}

const nothing = ({ emit }: Engine): void =>
  emit({ type: 'note', level: 'warn', name: 'NoNodesSelected', message: 'No nodes selected!' });
