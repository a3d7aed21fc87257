import type { Json } from '../core/json.ts';

/** Which tests come along with selected nodes: any parent selected, all, all that are built, none. */
export type IndirectSelection = 'eager' | 'cautious' | 'buildable' | 'empty';

/** The ways to name nodes: `tag:nightly` is method `tag`. */
export const METHODS = [
  'fqn',
  'tag',
  'group',
  'access',
  'source',
  'path',
  'file',
  'package',
  'config',
  'test_name',
  'test_type',
  'resource_type',
  'state',
  'exposure',
  'metric',
  'result',
  'source_status',
  'version',
  'semantic_model',
  'saved_query',
  'unit_test',
] as const;

/** One of METHODS. */
export type Method = (typeof METHODS)[number];

/** One way of naming nodes, with the relatives that come along: `2+config.materialized:view+`. */
export interface Criterion {
  readonly kind: 'criterion';
  /** As the user wrote it. */
  readonly raw: string;
  readonly method: Method;
  /** What follows the method's name: `['materialized']`. */
  readonly path: readonly string[];
  readonly value: Json;
  /** `@`: the children, and all that these stand on. */
  readonly childrensParents: boolean;
  /** How many steps up; undefined: all the way; null: none. */
  readonly parents: number | undefined | null;
  /** How many steps down, likewise. */
  readonly children: number | undefined | null;
  readonly indirect: IndirectSelection;
}

/** Criteria combined. Difference: the first without the others. */
export interface Combination {
  readonly kind: 'union' | 'intersection' | 'difference';
  readonly parts: readonly Spec[];
  readonly indirect: IndirectSelection;
  /** Set where an empty result is worth a warning: how the user wrote it. */
  readonly expected?: string;
}

/** What --select, --exclude and selectors.yml come down to. */
export type Spec = Criterion | Combination;
