import type { Span } from '../../core/diagnostic.ts';
import type { ManifestNode } from '../../manifest/index.ts';
import type { Template } from '../../template/index.ts';
import type { PropertyEntry } from '../properties/properties.ts';
import type { Captured } from './capture.ts';

/** A type whose fields may still be set, while the manifest is being made. */
export type Draft<T> = T extends unknown ? { -readonly [K in keyof T]: T[K] } : never;

/** A node as built from its file and properties; refs are not resolved yet. */
export interface Built {
  readonly node: Draft<ManifestNode>;
  readonly captured: Captured;
  readonly template: Template | null;
  /** Where it stands. */
  readonly at: Span;
  /** Path of its file as users see it. */
  readonly shownPath: string;
  /** The properties that describe it, if any. */
  readonly entry: PropertyEntry | null;
}
