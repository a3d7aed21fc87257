import type { Span } from '../../core/diagnostic.ts';
import { type NodeId, nodeId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import type { MetricNode, NodeConfig, SavedQueryNode, SemanticModelNode } from '../../manifest/index.ts';
import { finishConfig } from '../config/config-finish.ts';
import { lazySpan } from '../context/context.ts';
import { textOf } from '../context/data.ts';
import { fqnOf } from '../files/node-files.ts';
import type { Draft } from '../nodes/built.ts';
import type { Captured } from '../nodes/capture.ts';
import type { Tools } from '../nodes/tools.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';

/** A metric, semantic model or saved query before names in it are looked up. */
export interface BuiltDescribed<N extends MetricNode | SemanticModelNode | SavedQueryNode> {
  readonly node: Draft<N>;
  readonly captured: Captured;
  readonly entry: PropertyEntry;
  readonly at: Span;
  readonly shownPath: string;
}

/** The kinds of resources that are only described. */
type Kind = 'metric' | 'semantic_model' | 'saved_query';

/** Fields that all of them have, worked out from the entry and its place. */
export interface DescribedFields<K extends Kind> {
  readonly name: string;
  readonly resource_type: K;
  readonly package_name: string;
  readonly path: string;
  readonly original_file_path: string;
  readonly unique_id: NodeId;
  readonly fqn: readonly string[];
  readonly label: string | null;
  readonly metadata: null;
  readonly config: NodeConfig;
  readonly unrendered_config: JsonObject;
  readonly refs: readonly [];
  readonly depends_on: { readonly macros: readonly []; readonly nodes: readonly [] };
  readonly group: string | null;
  readonly created_at: number;
}

/** Configures an entry under a name (a metric made from a measure has another one than its entry). Throws TD212. */
export function describedFields<K extends Kind>(
  tools: Tools,
  entry: PropertyEntry,
  kind: K,
  given: { readonly name: string; readonly label: string | null; readonly config: JsonObject },
): DescribedFields<K> {
  const { file } = entry;
  const fqn = fqnOf(file.packageName, file.relativePath, given.name);
  const request = { kind, packageName: file.packageName, fqn, patch: given.config, call: {} };
  const config = finishConfig(kind, tools.configs.merged(request));
  return {
    name: given.name,
    resource_type: kind,
    package_name: file.packageName,
    path: file.relativePath,
    original_file_path: file.path,
    unique_id: nodeId(`${kind}.${file.packageName}.${given.name}`),
    fqn,
    label: given.label,
    metadata: null,
    config,
    unrendered_config: tools.configs.unrendered(request),
    refs: [],
    depends_on: { macros: [], nodes: [] },
    group: textOf(config.group),
    created_at: tools.context.createdAt,
  };
}

/** A built resource at the place of its name. */
export function placedAt<N extends MetricNode | SemanticModelNode | SavedQueryNode>(
  entry: PropertyEntry,
  node: Draft<N>,
  captured: Captured,
): BuiltDescribed<N> {
  const { shownPath } = entry.file;
  return { node, captured, entry, at: lazySpan(shownPath, () => placeIn(entry, 'name')), shownPath };
}
