/** A plain model of a history table: what snapshots should hold after a row was seen, or not, run after run. */

/** How a snapshot looks at rows. */
export interface Kind {
  readonly strategy: 'check' | 'timestamp';
  readonly deletes: 'ignore' | 'invalidate' | 'new_record';
}

/** What one run finds of a key: nothing, or a value and whether the source calls it changed. */
export type Seen = { readonly v: number | null; readonly touched: boolean } | null;

/** A version of a row. */
export interface Version {
  readonly v: number | null;
  readonly deleted: boolean;
  readonly current: boolean;
}

/** Whether the source calls a row changed: as it says, and always when a row is new or came back. */
export const touches = (runs: readonly Seen[], at: number): boolean =>
  runs[at]?.touched === true || (runs[at - 1] ?? null) === null;

/** The versions of one key, oldest first. */
export function versionsOf(kind: Kind, runs: readonly Seen[]): readonly Version[] {
  const closed: Version[] = [];
  let current: Version | null = null;
  const replace = (next: Version | null): void => {
    if (current !== null) closed.push({ ...current, current: false });
    current = next;
  };
  runs.forEach((seen, at) => {
    const known: Version | null = current;
    if (seen === null) {
      if (known === null || known.deleted || kind.deletes === 'ignore') return;
      replace(kind.deletes === 'new_record' ? { ...known, deleted: true } : null);
    } else if (known === null || known.deleted || hasChanged(kind, known, seen, touches(runs, at))) {
      replace({ v: seen.v, deleted: false, current: true });
    }
  });
  return current === null ? closed : [...closed, current];
}

const hasChanged = (
  { strategy }: Kind,
  known: Version,
  { v }: { v: number | null },
  touched: boolean,
): boolean => (strategy === 'check' ? known.v !== v : touched);
