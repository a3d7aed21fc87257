import type { JsonObject } from '../core/json.ts';
import type { DependsOn, NodeConfig, RefArgs, Resource } from './nodes.ts';

/** Conditions of a metric or saved query: templates that are kept as written. */
export interface WhereFilter {
  readonly where_filters: readonly { readonly where_sql_template: string }[];
}

/** `28 days`: how far back something looks. */
export interface TimeWindow {
  readonly count: number;
  readonly granularity: string;
}

/** A measure that a metric takes in. */
export interface InputMeasure {
  readonly name: string;
  readonly filter: WhereFilter | null;
  readonly alias: string | null;
  readonly join_to_timespine: boolean;
  readonly fill_nulls_with: number | null;
}

/** A metric that another metric takes in. */
export interface InputMetric {
  readonly name: string;
  readonly filter: WhereFilter | null;
  readonly alias: string | null;
  readonly offset_window: TimeWindow | null;
  readonly offset_to_grain: string | null;
}

/** What a cumulative metric says besides its measure. */
export interface CumulativeParams {
  readonly window: TimeWindow | null;
  readonly grain_to_date: string | null;
  readonly period_agg: string;
  readonly metric: null;
}

/** What a conversion metric is made of. */
export interface ConversionParams {
  readonly base_measure: InputMeasure;
  readonly conversion_measure: InputMeasure;
  readonly entity: string;
  readonly calculation: string;
  readonly window: TimeWindow | null;
  readonly constant_properties: readonly JsonObject[] | null;
}

/** What a metric is made of; which fields count depends on its type. */
export interface MetricParams {
  readonly measure: InputMeasure | null;
  /** All measures that it stands on, its own and those of its input metrics. */
  readonly input_measures: readonly InputMeasure[];
  readonly numerator: InputMetric | null;
  readonly denominator: InputMetric | null;
  readonly expr: string | null;
  readonly window: TimeWindow | null;
  readonly grain_to_date: string | null;
  readonly metrics: readonly InputMetric[];
  readonly conversion_type_params: ConversionParams | null;
  readonly cumulative_type_params: CumulativeParams | null;
  readonly metric_aggregation_params: null;
}

/** What metrics, semantic models and saved queries share: they are described in the manifest, never run. */
interface Described extends Resource {
  readonly fqn: readonly string[];
  readonly label: string | null;
  readonly metadata: null;
  readonly config: NodeConfig;
  readonly unrendered_config: JsonObject;
  readonly depends_on: DependsOn;
  readonly refs: readonly RefArgs[];
  readonly group: string | null;
  /** Seconds since 1970. */
  readonly created_at: number;
}

/** A metric. */
export interface MetricNode extends Described {
  readonly resource_type: 'metric';
  readonly description: string;
  readonly type: 'simple' | 'ratio' | 'cumulative' | 'derived' | 'conversion';
  readonly type_params: MetricParams;
  readonly filter: WhereFilter | null;
  readonly time_granularity: string | null;
  readonly meta: JsonObject;
  readonly tags: readonly string[];
  readonly sources: readonly (readonly [source: string, table: string])[];
  readonly metrics: readonly (readonly string[])[];
}

/** What dimensions, entities and measures share. */
interface Element {
  readonly name: string;
  readonly description: string | null;
  readonly label: string | null;
  readonly expr: string | null;
  readonly config: { readonly meta: JsonObject };
}

/** What rows can be grouped by. */
export interface Dimension extends Element {
  readonly type: 'categorical' | 'time';
  readonly is_partition: boolean;
  readonly type_params: {
    readonly time_granularity: string;
    readonly validity_params: { readonly is_start: boolean; readonly is_end: boolean } | null;
  } | null;
  readonly metadata: null;
}

/** What semantic models are joined by. */
export interface Entity extends Element {
  readonly type: 'foreign' | 'natural' | 'primary' | 'unique';
  readonly role: string | null;
}

/** What metrics add up. */
export interface Measure extends Element {
  readonly agg: string;
  readonly create_metric: boolean;
  readonly agg_params: {
    readonly percentile: number | null;
    readonly use_discrete_percentile: boolean;
    readonly use_approximate_percentile: boolean;
  } | null;
  readonly non_additive_dimension: {
    readonly name: string;
    readonly window_choice: string;
    readonly window_groupings: readonly string[];
  } | null;
  readonly agg_time_dimension: string | null;
}

/** Dimensions, entities and measures of one model. */
export interface SemanticModelNode extends Described {
  readonly resource_type: 'semantic_model';
  readonly description: string | null;
  /** `ref('orders')` as written. */
  readonly model: string;
  readonly node_relation: {
    readonly alias: string;
    readonly schema_name: string;
    readonly database: string | null;
    readonly relation_name: string | null;
  } | null;
  readonly defaults: { readonly agg_time_dimension: string | null } | null;
  readonly entities: readonly Entity[];
  readonly measures: readonly Measure[];
  readonly dimensions: readonly Dimension[];
  readonly primary_entity: string | null;
  /** Semantic models cannot be tagged. */
  readonly tags?: never;
}

/** Where the result of a saved query is to be written. */
export interface Export {
  readonly name: string;
  readonly config: {
    readonly export_as: string;
    readonly schema_name: string | null;
    readonly alias: string | null;
    readonly database: string | null;
  };
  readonly unrendered_config: JsonObject;
}

/** A query of metrics under a name. */
export interface SavedQueryNode extends Described {
  readonly resource_type: 'saved_query';
  readonly description: string | null;
  readonly query_params: {
    readonly metrics: readonly string[];
    readonly group_by: readonly string[];
    readonly where: WhereFilter | null;
    readonly order_by: readonly string[];
    readonly limit: number | null;
  };
  readonly exports: readonly Export[];
  readonly tags: readonly string[];
}
