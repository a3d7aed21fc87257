/** Counts what a file of fault tests tried, and says so at its end. */
export interface Tally {
  /** A fault was tried; throws on what `check` throws, which is one not survived. */
  tried(check: () => Promise<void>): Promise<void>;
  lost(rows: number): void;
  /** `duckdb, kill -9: 60 faults tried, 60 survived, 0 rows lost`. */
  line(): string;
}

/** A tally of nothing yet. */
export function createTally(title: string): Tally {
  let [tried, survived, rows] = [0, 0, 0];
  return {
    tried: async (check) => {
      tried++;
      await check();
      survived++;
    },
    lost: (count) => {
      rows += count;
    },
    line: () => `${title}: ${tried} faults tried, ${survived} survived, ${rows} rows lost`,
  };
}
