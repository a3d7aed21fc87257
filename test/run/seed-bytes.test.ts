import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blockRows } from '../../src/adapter/index.ts';
import { TsdbtError } from '../../src/core/diagnostic.ts';
import { seedRows, seedShape } from '../../src/run/seeds/seed-file.ts';
import { brokenSeeds, type OddSeed, oddSeeds } from '../support/odd-seeds.ts';
import { type ReadSeed, seedByText } from '../support/seeds-by-text.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seed-bytes-'));
});
afterAll(() => rm(folder, { recursive: true }));

const RUNS = Number(process.env.TSDBT_FUZZ_RUNS ?? 1000);

async function seedByBytes(
  { text, delimiter }: OddSeed,
  named: ReadonlySet<string> = new Set(),
): Promise<ReadSeed> {
  const file = { path: join(folder, 's.csv'), shown: 's.csv', delimiter };
  await writeFile(file.path, text);
  try {
    const { columns, rows: count } = await seedShape(file, named);
    const rows: (string | null)[][] = [];
    for await (const block of seedRows(file, columns)) for (const row of blockRows(block)) rows.push(row);
    expect(rows).toHaveLength(count);
    return {
      status: 'read',
      names: columns.map((one) => one.name),
      types: columns.map((one) => one.type),
      rows,
    };
  } catch (error) {
    if (error instanceof TsdbtError) return { status: 'wrong', line: error.first.at?.line ?? 0 };
    throw error;
  }
}

async function same(seed: OddSeed, named?: ReadonlySet<string>): Promise<void> {
  expect(await seedByBytes(seed, named)).toEqual(seedByText(seed, named));
}

test(`${RUNS} odd files read by bytes are what they are read as text`, { timeout: 240_000 }, () =>
  fc.assert(
    fc.asyncProperty(oddSeeds, (seed) => same(seed)),
    { numRuns: RUNS },
  ),
);

test('so they are when the types of columns are named', { timeout: 240_000 }, () =>
  fc.assert(
    fc.asyncProperty(oddSeeds, (seed) => same(seed, new Set(['c0', 'c2']))),
    { numRuns: RUNS / 10 },
  ),
);

test(`${RUNS} broken files too: their rows, or the line that is wrong`, { timeout: 240_000 }, () =>
  fc.assert(
    fc.asyncProperty(brokenSeeds, (seed) => same(seed)),
    { numRuns: RUNS },
  ),
);

test('files of several pieces', { timeout: 240_000 }, () =>
  fc.assert(
    fc.asyncProperty(oddSeeds, fc.integer({ min: 1, max: 99 }), async (seed, length) => {
      const { text, delimiter } = seed;
      const read = seedByText(seed);
      if (read.status === 'wrong' || text.includes('\ufeff')) return;
      const width = read.names.length;
      const filler = `${Array(width).fill('"é'.padEnd(length, 'x')).join(`"${delimiter}`)}"\r\n`;
      const [header = ''] = text.split(/[\r\n]/);
      const lines = filler.repeat(Math.ceil(300_000 / filler.length));
      await same({ delimiter, text: `${header}\n${lines}${text}\n${lines}${text}` });
    }),
    { numRuns: 20 },
  ),
);

test('a text of a megabyte', () =>
  same({ delimiter: ',', text: `a,b\n1,"${'é\n""'.repeat(300_000)}"\n2,x\n` }));
