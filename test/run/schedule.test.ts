import { describe, expect, test } from 'vitest';
import { type NodeId, nodeId } from '../../src/core/ids.ts';
import { schedule } from '../../src/run/schedule.ts';
import type { Skip } from '../../src/run/skipped.ts';
import { random, virtualClock } from '../support/virtual-time.ts';

interface Log {
  readonly started: NodeId[];
  readonly ended: NodeId[];
  readonly skipped: Map<NodeId, Skip>;
  readonly most: { running: number };
}

interface Case {
  readonly waits: Record<string, string[]>;
  readonly links?: string[];
  readonly fails?: (id: string) => boolean;
  readonly lanes?: number;
  readonly time?: (id: string) => number;
  readonly stop?: (log: Log) => 'fail-fast' | 'cancelled' | null;
}

async function run({
  waits,
  links = [],
  fails = () => false,
  lanes = 1,
  time = () => 1,
  stop,
}: Case): Promise<Log> {
  const log: Log = { started: [], ended: [], skipped: new Map(), most: { running: 0 } };
  const clock = virtualClock();
  let running = 0;
  const done = schedule({
    nodes: Object.keys(waits)
      .filter((id) => !links.includes(id))
      .map(nodeId),
    waits: new Map(Object.entries(waits).map(([id, on]) => [nodeId(id), on.map(nodeId)])),
    lanes,
    stop: () => stop?.(log) ?? null,
    skip: (id, skip) => {
      expect(log.skipped.has(id)).toBe(false);
      log.skipped.set(id, skip);
    },
    work: async (id) => {
      log.started.push(id);
      log.most.running = Math.max(log.most.running, ++running);
      await clock.sleep(time(id));
      running--;
      log.ended.push(id);
      return !fails(id);
    },
  });
  await clock.run(done);
  return log;
}

describe('order', () => {
  test('one lane: nodes start in the order in which they became ready', async () => {
    const log = await run({ waits: { a: [], b: [], z: ['a'], y: ['b'], x: ['z', 'y'] } });
    expect(log.started).toEqual(['a', 'b', 'z', 'y', 'x']);
  });
  test('lanes are filled, and never more than there are', async () => {
    const waits = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`n${i}`, []]));
    expect((await run({ waits, lanes: 4 })).most.running).toBe(4);
  });
  test('a slow node does not hold back those that do not stand on it', async () => {
    const log = await run({
      waits: { slow: [], a: [], b: ['a'], c: ['b'] },
      lanes: 2,
      time: (id) => (id === 'slow' ? 100 : 1),
    });
    expect(log.ended).toEqual(['a', 'b', 'c', 'slow']);
  });
});

describe('failures', () => {
  test('what stands on a failed node is skipped because of it, also behind unplanned links', async () => {
    const log = await run({
      waits: { a: [], link: ['a'], b: ['link'], c: ['b'], d: [] },
      links: ['link'],
      fails: (id) => id === 'a',
    });
    expect(log.started).toEqual(['a', 'd']);
    expect([...log.skipped]).toEqual([
      ['b', { reason: 'upstream', because: 'a' }],
      ['c', { reason: 'upstream', because: 'a' }],
    ]);
  });
  test('fail-fast and cancelling skip all that was not started', async () => {
    const waits = { a: [], b: [], c: ['a'], d: [] };
    const stop = (log: Log) => (log.ended.length > 0 ? ('fail-fast' as const) : null);
    const log = await run({ waits, stop });
    expect(log.started).toEqual(['a']);
    expect([...log.skipped.values()]).toEqual(Array(3).fill({ reason: 'fail-fast', because: null }));
    const none = await run({ waits, stop: () => 'cancelled' });
    expect(none.started).toEqual([]);
    expect(none.skipped.size).toBe(4);
  });
});

describe('seeded random graphs', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'graph %i: parents first, none lost, right reasons',
    async (seed) => {
      const next = random(seed);
      const size = 1 + Math.floor(next() * 60);
      const waits: Record<string, string[]> = {};
      for (let i = 0; i < size; i++) {
        const count = i === 0 ? 0 : Math.floor(next() * 4);
        waits[`n${i}`] = [...new Set(Array.from({ length: count }, () => `n${Math.floor(next() * i)}`))];
      }
      const ids = Object.keys(waits);
      const bad = new Set(ids.filter(() => next() < 0.1));
      const links = ids.filter(() => next() < 0.15);
      const times = new Map(ids.map((id) => [id, next() * 10]));
      const lanes = 1 + Math.floor(next() * 8);
      const log = await run({
        waits,
        links,
        lanes,
        fails: (id) => bad.has(id),
        time: (id) => times.get(id) ?? 1,
      });

      const planned = ids.filter((id) => !links.includes(id));
      expect([...log.started, ...log.skipped.keys()].sort()).toEqual([...planned].sort());
      expect(log.most.running).toBeLessThanOrEqual(lanes);
      const above = (id: string): Set<string> =>
        new Set((waits[id] ?? []).flatMap((up) => [up, ...above(up)]));
      for (const id of log.started) {
        for (const up of above(id)) {
          if (links.includes(up)) continue;
          expect(log.ended.indexOf(nodeId(up))).toBeGreaterThanOrEqual(0);
          expect(bad.has(up)).toBe(false);
        }
      }
      for (const [id, skip] of log.skipped) {
        expect(skip.reason).toBe('upstream');
        expect(above(id).has(String(skip.because))).toBe(true);
        expect(bad.has(String(skip.because)) && log.ended.some((ended) => ended === skip.because)).toBe(true);
      }
    },
  );
});

describe('help', () => {
  /** Parts of node `big` that are done together, and which lane did each; other nodes take a while. */
  async function shared(lanes: number, others: readonly string[], stop?: () => 'cancelled' | null) {
    const clock = virtualClock();
    const done: string[] = [];
    const parts = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'].values();
    const help = async (lane: number): Promise<void> => {
      for (const part of parts) {
        await clock.sleep(10);
        done.push(`${part} ${lane}`);
      }
    };
    const work = schedule({
      nodes: ['big', ...others].map(nodeId),
      waits: new Map([[nodeId('big'), []], ...others.map((id) => [nodeId(id), []] as const)]),
      lanes,
      stop: () => stop?.() ?? null,
      skip: () => undefined,
      work: async (id, _, share) => {
        if (id === 'big') await share(help);
        else await clock.sleep(25);
        done.push(id);
        return true;
      },
    });
    await clock.run(work);
    return done;
  }
  const lanesOf = (done: readonly string[]): Set<string | undefined> =>
    new Set(done.flatMap((one) => (one.startsWith('p') ? [one.split(' ')[1]] : [])));

  test('lanes with nothing else to do help, and the node ends after all its parts', async () => {
    const done = await shared(3, []);
    expect(lanesOf(done)).toEqual(new Set(['0', '1', '2']));
    expect(done).toHaveLength(7);
    expect(done.at(-1)).toBe('big');
  });
  test('one lane does it alone', async () => {
    expect(lanesOf(await shared(1, ['a']))).toEqual(new Set(['0']));
  });
  test('nodes come before help, and a lane that gets free helps', async () => {
    const done = await shared(2, ['a']);
    expect(lanesOf(done)).toEqual(new Set(['0', '1']));
    expect(done.indexOf('a')).toBeGreaterThan(done.indexOf('p2 0'));
  });
});
