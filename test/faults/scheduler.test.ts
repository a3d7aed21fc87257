/**
 * The scheduler in virtual time, over seeded random graphs, durations and failures (F23): parents first, none lost, all orders that are
 * possible happen, fail-fast is honoured, and no lane idles without need.
 */
import { describe, expect, test } from 'vitest';
import { type NodeId, nodeId } from '../../src/core/ids.ts';
import { schedule } from '../../src/run/schedule.ts';
import type { Skip } from '../../src/run/skipped.ts';
import { random, virtualClock } from '../support/virtual-time.ts';

type Graph = ReadonlyMap<NodeId, readonly NodeId[]>;

interface Simulation {
  readonly graph: Graph;
  readonly lanes: number;
  readonly times: ReadonlyMap<NodeId, number>;
  readonly bad: ReadonlySet<NodeId>;
  readonly failFast: boolean;
}

interface Happened {
  readonly started: readonly NodeId[];
  readonly ended: readonly NodeId[];
  readonly skipped: ReadonlyMap<NodeId, Skip>;
  readonly span: number;
}

async function simulate({ graph, lanes, times, bad, failFast }: Simulation): Promise<Happened> {
  const [started, ended]: [NodeId[], NodeId[]] = [[], []];
  const skipped = new Map<NodeId, Skip>();
  const clock = virtualClock();
  let failed = false;
  const work = async (id: NodeId): Promise<boolean> => {
    expect(failed && failFast, `${id} began after a failure`).toBe(false);
    for (const parent of graph.get(id) ?? []) expect(ended, `${id} began before ${parent}`).toContain(parent);
    started.push(id);
    await clock.sleep(times.get(id) ?? 1);
    ended.push(id);
    failed ||= bad.has(id);
    return !bad.has(id);
  };
  await clock.run(
    schedule({
      nodes: [...graph.keys()],
      waits: graph,
      lanes,
      stop: () => (failed && failFast ? 'fail-fast' : null),
      skip: (id, why) => {
        expect(skipped.has(id), `${id} was skipped twice`).toBe(false);
        skipped.set(id, why);
      },
      work,
    }),
  );
  return { started, ended, skipped, span: clock.now() };
}

function randomCase(seed: number): Simulation {
  const next = random(seed);
  const ids = Array.from({ length: 1 + Math.floor(next() * 25) }, (_, i) => nodeId(`n${i}`));
  const graph = new Map(
    ids.map((id, i) => {
      const count = i === 0 ? 0 : Math.floor(next() * 4);
      const parents = Array.from({ length: count }, () => ids[Math.floor(next() * i)] ?? id);
      return [id, [...new Set(parents)]] as const;
    }),
  );
  return {
    graph,
    lanes: 1 + Math.floor(next() * 6),
    times: new Map(ids.map((id) => [id, 0.1 + next() * 10])),
    bad: new Set(ids.filter(() => next() < (seed % 2 === 0 ? 0.1 : 0))),
    failFast: next() < 0.3,
  };
}

/** Graham's bound: what a schedule takes at most that never lets a lane idle while a node is ready. */
function bound({ graph, lanes, times }: Simulation): number {
  const longest = new Map<NodeId, number>();
  for (const [id, parents] of graph) {
    const before = Math.max(0, ...parents.map((parent) => longest.get(parent) ?? 0));
    longest.set(id, before + (times.get(id) ?? 0));
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return total / lanes + (1 - 1 / lanes) * Math.max(...longest.values());
}

function check(simulation: Simulation, { started, ended, skipped, span }: Happened): void {
  const { graph, bad, failFast } = simulation;
  expect([...started, ...skipped.keys()].sort()).toEqual([...graph.keys()].sort());
  expect(ended.toSorted()).toEqual(started.toSorted());
  const hasFailed = ended.some((id) => bad.has(id));
  if (!hasFailed) expect(skipped.size).toBe(0);
  for (const [id, { reason, because }] of skipped) {
    if (reason === 'fail-fast') expect(failFast && hasFailed).toBe(true);
    else expect(because !== null && bad.has(because) && ended.includes(because), id).toBe(true);
  }
  expect(span).toBeLessThanOrEqual(bound(simulation) + 1e-6);
}

const SEEDS = Number(process.env.TSDBT_SEEDS ?? 10_000);

test(`${SEEDS} random runs`, { timeout: 240_000 }, async () => {
  for (let seed = 0; seed < SEEDS; seed++) {
    const simulation = randomCase(seed);
    try {
      check(simulation, await simulate(simulation));
    } catch (error) {
      throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }
});

describe('every order that the graph allows', () => {
  const graph: Graph = new Map([
    [nodeId('a'), []],
    [nodeId('b'), [nodeId('a')]],
    [nodeId('c'), [nodeId('a')]],
    [nodeId('d'), [nodeId('b'), nodeId('c')]],
    [nodeId('x'), []],
  ]);

  test('happens, and no other', async () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 400; seed++) {
      const next = random(seed);
      const times = new Map([...graph.keys()].map((id) => [id, 0.1 + next() * 10]));
      const { ended } = await simulate({ graph, lanes: 5, times, bad: new Set(), failFast: false });
      seen.add(ended.join(''));
    }
    expect([...seen].sort()).toEqual(ordersOf(graph).sort());
  });
});

function ordersOf(graph: Graph, done: readonly NodeId[] = []): string[] {
  if (done.length === graph.size) return [done.join('')];
  return [...graph].flatMap(([id, parents]) =>
    done.includes(id) || !parents.every((parent) => done.includes(parent))
      ? []
      : ordersOf(graph, [...done, id]),
  );
}
