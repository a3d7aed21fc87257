import type { Json } from '../core/json.ts';

/** One thing that the two tools see differently. */
export interface Difference {
  /** `model`, `compiled SQL`, `result`, `table` … */
  readonly kind: string;
  /** unique_id. */
  readonly id: string;
  /** Way to the value inside of it: `config.materialized`; empty when one side lacks the whole. */
  readonly path: string;
  readonly theirs: Json;
  readonly ours: Json;
}

/** How many things of a kind agree. */
export interface Count {
  readonly kind: string;
  readonly agreed: number;
  readonly total: number;
}

/** What a comparison found. */
export interface Comparison {
  readonly counts: readonly Count[];
  readonly differences: readonly Difference[];
}

/** Counts a kind from the ids that both or one of them know and what differs about them. */
export function counted(
  kind: string,
  ids: Iterable<string>,
  differencesOf: (id: string) => readonly Difference[],
): Comparison {
  const differences: Difference[] = [];
  let agreed = 0;
  let total = 0;
  for (const id of ids) {
    const found = differencesOf(id);
    total += 1;
    if (found.length === 0) agreed += 1;
    differences.push(...found);
  }
  return { counts: total === 0 ? [] : [{ kind, agreed, total }], differences };
}

/** Several comparisons as one; counts of the same kind are added up. */
export function merged(parts: readonly Comparison[]): Comparison {
  const counts = new Map<string, Count>();
  for (const { kind, agreed, total } of parts.flatMap((part) => part.counts)) {
    const known = counts.get(kind) ?? { agreed: 0, total: 0 };
    counts.set(kind, { kind, agreed: known.agreed + agreed, total: known.total + total });
  }
  return { counts: [...counts.values()], differences: parts.flatMap((part) => part.differences) };
}
