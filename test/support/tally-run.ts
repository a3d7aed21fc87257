/** Global setup: at the end of a test run, says what the fault tests tried and what was survived. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { TallyLine } from './tally.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    tallyFile: string;
  }
}

/** Provides the file that tallies are written to; returns what sums them up. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'tsdbt-tally-'));
  const file = join(folder, 'tally.jsonl');
  project.provide('tallyFile', file);
  return () => {
    if (existsSync(file)) report(readFileSync(file, 'utf8').trim().split('\n'));
    rmSync(folder, { recursive: true, force: true });
  };
}

function report(lines: readonly string[]): void {
  const tallies = lines.map((line) => JSON.parse(line) as TallyLine); // what createTally wrote
  const sum = (of: (tally: TallyLine) => number): number =>
    tallies.reduce((all, tally) => all + of(tally), 0);
  for (const { title, tried, survived, rows } of [
    ...tallies,
    { title: 'all', tried: sum((t) => t.tried), survived: sum((t) => t.survived), rows: sum((t) => t.rows) },
  ])
    process.stdout.write(`${title}: ${tried} faults tried, ${survived} survived, ${rows} rows lost\n`);
}
