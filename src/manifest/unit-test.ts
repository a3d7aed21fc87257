import type { NodeId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { DependsOn, NodeConfig, Resource } from './nodes.ts';

/** A row of a unit test: values by the names of columns. */
export type FixtureRow = { readonly [column: string]: Json };

/** Rows that a unit test gives or expects: read into a list, or a query for `format: sql`. */
export interface UnitTestRows {
  readonly rows: readonly FixtureRow[] | string | null;
  readonly format: 'dict' | 'csv' | 'sql';
  /** The file they came from. */
  readonly fixture: string | null;
}

/** What stands in for one input of the model: `ref('a')`, `source('s', 't')` or `this`. */
export interface UnitTestInput extends UnitTestRows {
  readonly input: string;
}

/** What means something else while a unit test runs. */
export interface UnitTestOverrides {
  readonly macros: JsonObject;
  readonly vars: JsonObject;
  readonly env_vars: JsonObject;
}

/** A name of a version, as models have it. */
type Version = string | number;

/** A model run on given rows instead of its inputs, and the rows that must come out. */
export interface UnitTestNode extends Resource {
  readonly model: string;
  readonly given: readonly UnitTestInput[];
  readonly expect: UnitTestRows;
  readonly resource_type: 'unit_test';
  readonly fqn: readonly string[];
  readonly description: string;
  readonly overrides: UnitTestOverrides | null;
  /** The model that it tests, alone. */
  readonly depends_on: DependsOn;
  readonly config: NodeConfig;
  /** Changes with everything but the description; null in manifests of others only. */
  readonly checksum: string | null;
  readonly schema: string | null;
  readonly created_at: number;
  readonly versions: {
    readonly include: readonly Version[] | null;
    readonly exclude: readonly Version[] | null;
  } | null;
  /** The version of the model that it tests, where that has versions. */
  readonly version: Version | null;
}

/** Its name with the version of the model behind it: `test_a_v2`. */
export const versionedName = ({ name, version }: Pick<UnitTestNode, 'name' | 'version'>): string =>
  version === null ? name : `${name}_v${version}`;

/** Where the words of an input (`ref('a')`) are found in Manifest.places. */
export const inputPlace = (id: NodeId, input: number): string => `${id}#input:${input}`;

/** Where the rows of an input are found in Manifest.places; those of what is expected have the index `expect`. */
export const rowsPlace = (id: NodeId, input: number | 'expect'): string => `${id}#given:${input}`;

/** Where one row of an input, written in the YAML, is found in Manifest.places. */
export const rowPlace = (id: NodeId, input: number | 'expect', row: number): string =>
  `${rowsPlace(id, input)}:${row}`;
