import { appendFileSync } from 'node:fs';
import { afterAll, inject } from 'vitest';

/** Counts what a group of fault tests tried; the test run prints the sum of all at its end. */
export interface Tally {
  /** A fault was tried; throws on what `check` throws, which is one not survived. */
  tried(check: () => Promise<void>): Promise<void>;
  lost(rows: number): void;
}

/** A line of the folder's file, by which the test run sums up. */
export interface TallyLine {
  readonly title: string;
  readonly tried: number;
  readonly survived: number;
  readonly rows: number;
}

/** A tally of nothing yet; call it where tests are described. */
export function createTally(title: string): Tally {
  let [tried, survived, rows] = [0, 0, 0];
  const folder = inject('tallyFile');
  afterAll(() => {
    const line: TallyLine = { title, tried, survived, rows };
    if (tried > 0) appendFileSync(folder, `${JSON.stringify(line)}\n`);
  });
  return {
    tried: async (check) => {
      tried++;
      await check();
      survived++;
    },
    lost: (count) => {
      rows += count;
    },
  };
}
