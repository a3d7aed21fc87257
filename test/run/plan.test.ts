import { describe, expect, test } from 'vitest';
import { nodeId } from '../../src/core/ids.ts';
import { buildDag } from '../../src/graph/index.ts';
import { makePlan, type PlanOptions } from '../../src/run/index.ts';
import { manifestOf, type NodeInShort } from '../support/manifest-of.ts';

function plan(nodes: Record<string, NodeInShort>, more: Partial<PlanOptions> & { ids?: string[] } = {}) {
  const manifest = manifestOf(nodes);
  const selected = new Set((more.ids ?? Object.keys(nodes)).map(nodeId));
  const made = makePlan({ kind: 'run', manifest, dag: buildDag(manifest), selected, ...more });
  return {
    order: made.nodes.map(({ node }) => node.unique_id),
    waits: (id: string) => [...(made.waits.get(nodeId(id)) ?? [])],
  };
}

describe('the order', () => {
  test('by level, then by id; ephemeral models run inside others', () => {
    const { order } = plan({
      'model.p.z': {},
      'model.p.b': { on: ['model.p.z'] },
      'seed.p.a': {},
      'model.p.e': { on: ['seed.p.a'], config: { materialized: 'ephemeral' } },
      'model.p.c': { on: ['model.p.e'] },
    });
    expect(order).toEqual(['model.p.z', 'seed.p.a', 'model.p.b', 'model.p.c']);
  });
  test('a node waits for a selected one also across nodes that are not selected', () => {
    const nodes = {
      'model.p.a': {},
      'model.p.mid': { on: ['model.p.a'] },
      'model.p.b': { on: ['model.p.mid'] },
    };
    const { order, waits } = plan(nodes, { ids: ['model.p.b', 'model.p.a'] });
    expect(order).toEqual(['model.p.a', 'model.p.b']);
    expect(waits('model.p.b')).toEqual(['model.p.mid']);
    expect(waits('model.p.mid')).toEqual(['model.p.a']);
  });
  test('only the kinds asked for; only sources that say how old they may be', () => {
    const nodes: Record<string, NodeInShort> = {
      'source.p.s.old': { fields: { freshness: { warn_after: { count: 1, period: 'day' } } } },
      'source.p.s.any': { fields: { freshness: { warn_after: { count: null, period: null } } } },
      'model.p.a': {},
    };
    expect(plan(nodes, { resourceTypes: ['source'] }).order).toEqual(['source.p.s.old']);
    expect(plan(nodes, { resourceTypes: ['model'] }).order).toEqual(['model.p.a']);
  });
});

describe('build', () => {
  const nodes: Record<string, NodeInShort> = {
    'model.p.a': {},
    'model.p.b': { on: ['model.p.a'] },
    'model.p.c': { on: ['model.p.b'] },
    'model.p.side': {},
    'test.p.on_a': { on: ['model.p.a'] },
    'test.p.on_a_and_b': { on: ['model.p.a', 'model.p.b'] },
    'test.p.on_a_and_side': { on: ['model.p.a', 'model.p.side'] },
  };
  test('what stands on a tested node waits for its tests', () => {
    const { order, waits } = plan(nodes, { kind: 'build', gated: true });
    expect(waits('model.p.b')).toEqual(['model.p.a', 'test.p.on_a']);
    expect(waits('model.p.c')).toEqual(['model.p.b', 'test.p.on_a_and_b']);
    expect(order.indexOf(nodeId('test.p.on_a'))).toBeLessThan(order.indexOf(nodeId('model.p.b')));
  });
  test('a test of two nodes gates only what stands on both', () => {
    const both = { ...nodes, 'model.p.d': { on: ['model.p.c', 'model.p.side'] } };
    const { waits } = plan(both, { kind: 'build', gated: true });
    expect(waits('model.p.d')).toContain('test.p.on_a_and_side');
    expect(waits('model.p.c')).not.toContain('test.p.on_a_and_side');
  });
  test('a test gates across nodes that are not selected', () => {
    const { waits } = plan(nodes, { kind: 'build', gated: true, ids: ['test.p.on_a', 'model.p.c'] });
    expect(waits('model.p.c')).toEqual(['model.p.b']);
    expect(waits('model.p.b')).toContain('test.p.on_a');
  });
  test('10,000 models in a row, each with a test', () => {
    const long: Record<string, NodeInShort> = {};
    for (let i = 0; i < 10_000; i++) {
      long[`model.p.m${i}`] = { on: i === 0 ? [] : [`model.p.m${i - 1}`] };
      long[`test.p.t${i}`] = { on: [`model.p.m${i}`] };
    }
    expect(plan(long, { kind: 'build', gated: true }).order).toHaveLength(20_000);
  });

  test.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'random graph %i: a model waits for a test exactly when it stands on all that the test looks at',
    (seed) => {
      let state = seed + 1;
      const below = (limit: number): number => {
        state = (state * 48271) % 2147483647;
        return state % limit;
      };
      const nodes: Record<string, NodeInShort> = {};
      const size = 5 + below(25);
      for (let i = 0; i < size; i++) {
        const on = i === 0 ? [] : Array.from({ length: below(4) }, () => `model.p.m${below(i)}`);
        nodes[`model.p.m${i}`] = { on: [...new Set(on)] };
      }
      for (let i = 0; i < size; i++) {
        const on = Array.from({ length: 1 + below(3) }, () => `model.p.m${below(size)}`);
        nodes[`test.p.t${i}`] = { on: [...new Set(on)] };
      }
      const { waits } = plan(nodes, { kind: 'build', gated: true });
      const all = (
        id: string,
        next: (id: string) => readonly string[],
        met = new Set<string>(),
      ): Set<string> => {
        for (const other of next(id)) if (!met.has(other)) all(other, next, met.add(other));
        return met;
      };
      for (let i = 0; i < size; i++) {
        const above = all(`model.p.m${i}`, (id) => nodes[id]?.on ?? []);
        const waited = all(`model.p.m${i}`, waits);
        for (let t = 0; t < size; t++) {
          const expected = (nodes[`test.p.t${t}`]?.on ?? []).every((id) => above.has(id));
          expect([`t${t}`, waited.has(`test.p.t${t}`)]).toEqual([`t${t}`, expected]);
        }
      }
    },
  );
});
