import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { simulateBank } from '../../bench/bank/bank.ts';
import { END, START } from '../../bench/bank/clock.ts';
import { writeTables } from '../../bench/bank/csv.ts';
import { type BankEvent, TABLES } from '../../bench/bank/event.ts';

const COMMITTED = { events: 20_000, seed: 1 };
const folders: string[] = [];

async function generate(options: { events: number; seed: number }): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'bank-'));
  folders.push(folder);
  await writeTables(folder, simulateBank(options));
  return readTables(folder);
}

async function readTables(folder: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const table of TABLES) texts.set(table, await readFile(join(folder, `${table}.csv`), 'utf8'));
  return texts;
}

function byEntity(events: Iterable<BankEvent>): Map<string, BankEvent[]> {
  const entities = new Map<string, BankEvent[]>();
  for (const event of events) {
    const history = entities.get(event.id);
    if (history) history.push(event);
    else entities.set(event.id, [event]);
  }
  return entities;
}

function cents(event: BankEvent): number {
  return Number(event.payload.amount_cents ?? 0);
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

describe('the bank generator', () => {
  test('makes the same files from the same seed, and others from another', async () => {
    const first = await generate({ events: 3_000, seed: 7 });
    expect(await generate({ events: 3_000, seed: 7 })).toEqual(first);
    expect(await generate({ events: 3_000, seed: 8 })).not.toEqual(first);
  });

  test('makes the seeds that are committed', async () => {
    const made = await generate(COMMITTED);
    const committed = await readTables(join(import.meta.dirname, '../../models/seeds'));
    for (const table of TABLES) {
      expect(made.get(table) === committed.get(table), `models/seeds/${table}.csv is out of date`).toBe(true);
    }
  });

  test('reaches the size asked for with little more than one life', () => {
    const count = [...simulateBank({ events: 5_000, seed: 3 })].flat().length;
    expect(count).toBeGreaterThanOrEqual(5_000);
    expect(count).toBeLessThan(6_500);
  });
});

describe('the events of a bank', () => {
  const entities = byEntity([...simulateBank(COMMITTED)].flat());

  test('are numbered without gaps and in order of time for each entity', () => {
    for (const history of entities.values()) {
      expect(history.map((event) => event.sequence)).toEqual(history.map((_, index) => index + 1));
      const times = history.map((event) => event.at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
  });

  test('fall inside the simulated time', () => {
    for (const event of [...entities.values()].flat()) {
      expect(event.at >= START && event.at < END).toBe(true);
    }
  });

  test('allocate the whole of every payment', () => {
    for (const [received, ...rest] of entities.values()) {
      if (received?.table !== 'payment_events') continue;
      const allocated = rest.reduce((sum, event) => sum + cents(event), 0);
      expect(allocated).toBe(cents(received));
    }
  });

  test('never pay an obligation twice, and call it paid when nothing is left', () => {
    for (const [created, ...rest] of entities.values()) {
      if (created?.table !== 'obligation_events') continue;
      const left = cents(created) - rest.reduce((sum, event) => sum + cents(event), 0);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(rest.some((event) => event.type === 'paid')).toBe(left === 0);
    }
  });
});
