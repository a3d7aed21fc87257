import type { MetricNode, SavedQueryNode, SemanticModelNode } from '../../manifest/index.ts';

/** What the rules look at: all that is switched on. */
export interface Layer {
  readonly metrics: readonly MetricNode[];
  readonly semanticModels: readonly SemanticModelNode[];
  readonly savedQueries: readonly SavedQueryNode[];
}

/** Something that a rule found wrong. */
export interface Finding {
  readonly about: MetricNode | SavedQueryNode | SemanticModelNode;
  readonly level: 'error' | 'warn';
  readonly message: string;
  readonly help?: string;
}

/** A rule over the whole semantic layer. */
export type Rule = (layer: Layer) => readonly Finding[];

/** Shorthand for an error about a resource. */
export const wrong = (about: Finding['about'], message: string, help?: string): Finding => ({
  about,
  level: 'error',
  message,
  ...(help ? { help } : {}),
});

/** Items whose key stood before, with the first item of that key. */
export function repeated<T>(
  items: readonly T[],
  keyOf: (item: T) => string | null,
): readonly (readonly [item: T, first: T])[] {
  const known = new Map<string, T>();
  return items.flatMap((item) => {
    const key = keyOf(item);
    if (key === null) return [];
    const first = known.get(key);
    if (first === undefined) known.set(key, item);
    return first === undefined ? [] : [[item, first] as const];
  });
}
