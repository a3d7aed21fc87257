/**
 * Every kind of resource, with the field names of dbt's manifest v12: what stands here is what
 * `graph.nodes`, `model` and manifest.json show. Places in files are kept apart (Manifest.places).
 */
import type { MacroId, NodeId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { MetricNode, SavedQueryNode, SemanticModelNode } from './semantic.ts';
import type { UnitTestNode } from './unit-test.ts';

/** What all resources share. */
export interface Resource {
  readonly unique_id: NodeId;
  readonly name: string;
  readonly package_name: string;
  /** Relative to its resource path (`staging/stg_users.sql`). */
  readonly path: string;
  /** Relative to its package's root (`models/staging/stg_users.sql`). */
  readonly original_file_path: string;
}

/** `config` as merged: dbt's keys with their defaults, `pre-hook`/`post-hook` as lists of Hook, and the author's own keys. */
export type NodeConfig = { readonly [key: string]: Json } & {
  readonly enabled: boolean;
  readonly materialized?: string;
  readonly tags: readonly string[];
  readonly meta: JsonObject;
};

/** A hook as it stands in a config. */
export interface Hook {
  readonly sql: string;
  readonly transaction: boolean;
  readonly index: number | null;
}

/** Arguments of one ref(): `{name, package, version}`. */
export interface RefArgs {
  readonly name: string;
  readonly package: string | null;
  readonly version: string | number | null;
}

/** A described column. */
export interface ColumnInfo {
  readonly name: string;
  readonly description: string;
  readonly meta: JsonObject;
  readonly data_type: string | null;
  readonly constraints: readonly JsonObject[];
  readonly quote: boolean | null;
  readonly config: JsonObject;
  readonly tags: readonly string[];
  readonly granularity: string | null;
  readonly doc_blocks: readonly string[];
}

/** What a node stands on. */
export interface DependsOn {
  readonly macros: readonly MacroId[];
  readonly nodes: readonly NodeId[];
}

/** What all nodes (things that can be built, tested or run) share. */
interface NodeBase extends Resource {
  readonly fqn: readonly string[];
  readonly database: string | null;
  readonly schema: string;
  readonly alias: string;
  readonly relation_name: string | null;
  readonly checksum: { readonly name: string; readonly checksum: string };
  readonly config: NodeConfig;
  readonly tags: readonly string[];
  readonly description: string;
  readonly columns: { readonly [name: string]: ColumnInfo };
  readonly meta: JsonObject;
  readonly group: string | null;
  readonly docs: JsonObject;
  /** `package://models/schema.yml`, where properties were found. */
  readonly patch_path: string | null;
  readonly build_path: string | null;
  readonly unrendered_config: JsonObject;
  /** Seconds since 1970. */
  readonly created_at: number;
  readonly doc_blocks: readonly string[];
  readonly raw_code: string;
  readonly language: string;
  readonly refs: readonly RefArgs[];
  readonly sources: readonly (readonly [source: string, table: string])[];
  readonly metrics: readonly (readonly string[])[];
  readonly functions: readonly (readonly string[])[];
  readonly depends_on: DependsOn;
  /** config() calls as written, rendered. */
  readonly config_call_dict: JsonObject;
  readonly unrendered_config_call_dict: JsonObject;
  readonly contract: {
    readonly enforced: boolean;
    readonly alias_types: boolean;
    readonly checksum: string | null;
  };
}

/** A model. */
export interface ModelNode extends NodeBase {
  readonly resource_type: 'model';
  readonly access: 'private' | 'protected' | 'public';
  readonly constraints: readonly JsonObject[];
  readonly version: string | number | null;
  readonly latest_version: string | number | null;
  readonly deprecation_date: string | null;
  readonly primary_key: readonly string[];
  readonly time_spine: JsonObject | null;
}

/** A CSV file to load. */
export interface SeedNode extends NodeBase {
  readonly resource_type: 'seed';
  /** Absolute path of the package it is in. */
  readonly root_path: string;
}

/** A history table. */
export interface SnapshotNode extends NodeBase {
  readonly resource_type: 'snapshot';
}

/** SQL that is compiled but never run. */
export interface AnalysisNode extends NodeBase {
  readonly resource_type: 'analysis';
}

/** A data test: singular (a file) or generic (test_metadata is set). */
export interface TestNode extends NodeBase {
  readonly resource_type: 'test';
  readonly test_metadata?: {
    readonly name: string;
    readonly kwargs: JsonObject;
    readonly namespace: string | null;
  };
  readonly column_name?: string | null;
  /** `models.stg_users`: where in the properties it stands. */
  readonly file_key_name?: string | null;
  /** The node that a generic test belongs to. */
  readonly attached_node?: NodeId | null;
}

/** A hook or an operation, as a node. */
export interface OperationNode extends NodeBase {
  readonly resource_type: 'operation';
  readonly index: number | null;
}

/** A function (UDF) of the project. */
export interface FunctionNode extends NodeBase {
  readonly resource_type: 'function';
  readonly returns: JsonObject;
  readonly arguments: readonly JsonObject[];
}

/** What stands under `nodes` of the manifest. */
export type ManifestNode =
  | ModelNode
  | SeedNode
  | SnapshotNode
  | AnalysisNode
  | TestNode
  | OperationNode
  | FunctionNode;

/** A table that others fill. */
export interface SourceNode extends Resource {
  readonly resource_type: 'source';
  readonly fqn: readonly string[];
  readonly database: string | null;
  readonly schema: string;
  readonly identifier: string;
  readonly source_name: string;
  readonly source_description: string;
  readonly loader: string;
  readonly quoting: JsonObject;
  readonly loaded_at_field: string | null;
  readonly loaded_at_query: string | null;
  readonly freshness: JsonObject | null;
  readonly external: JsonObject | null;
  readonly description: string;
  readonly columns: { readonly [name: string]: ColumnInfo };
  readonly meta: JsonObject;
  readonly source_meta: JsonObject;
  readonly tags: readonly string[];
  readonly config: NodeConfig;
  readonly patch_path: string | null;
  readonly unrendered_config: JsonObject;
  readonly relation_name: string | null;
  readonly created_at: number;
  readonly unrendered_database: string | null;
  readonly unrendered_schema: string | null;
  readonly doc_blocks: readonly string[];
}

/** A use of the data outside the project. */
export interface ExposureNode extends Resource {
  readonly resource_type: 'exposure';
  readonly fqn: readonly string[];
  readonly type: string;
  readonly owner: JsonObject;
  readonly description: string;
  readonly label: string | null;
  readonly maturity: string | null;
  readonly meta: JsonObject;
  readonly tags: readonly string[];
  readonly config: NodeConfig;
  readonly unrendered_config: JsonObject;
  readonly url: string | null;
  readonly depends_on: DependsOn;
  readonly refs: readonly RefArgs[];
  readonly sources: readonly (readonly [source: string, table: string])[];
  readonly metrics: readonly (readonly string[])[];
  readonly created_at: number;
}

/** Anything that can be selected and stands in the graph. */
export type GraphNode =
  | ManifestNode
  | SourceNode
  | ExposureNode
  | MetricNode
  | SemanticModelNode
  | SavedQueryNode
  | UnitTestNode;

/** A macro, test macro or materialization, as the manifest lists it. */
export interface MacroNode {
  readonly unique_id: MacroId;
  readonly resource_type: 'macro';
  readonly name: string;
  readonly package_name: string;
  readonly path: string;
  readonly original_file_path: string;
  readonly macro_sql: string;
  readonly depends_on: { readonly macros: readonly MacroId[] };
  readonly description: string;
  readonly meta: JsonObject;
  readonly docs: JsonObject;
  readonly config: JsonObject;
  readonly patch_path: string | null;
  readonly arguments: readonly JsonObject[];
  readonly created_at: number;
  readonly supported_languages: readonly string[] | null;
}

/** A `{% docs %}` block; unique_id is `doc.package.name`. */
export interface DocNode extends Resource {
  readonly resource_type: 'doc';
  readonly block_contents: string;
}

/** A group of models with an owner. */
export interface GroupNode extends Resource {
  readonly resource_type: 'group';
  readonly owner: JsonObject;
  readonly description: string | null;
  readonly config: JsonObject;
}
