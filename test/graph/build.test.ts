import { describe, expect, test } from 'vitest';
import { TsdbtError } from '../../src/core/diagnostic.ts';
import { nodeId } from '../../src/core/ids.ts';
import { buildDag } from '../../src/graph/index.ts';
import { manifestOf, type NodeInShort } from '../support/manifest-of.ts';

const chain = (length: number): Record<string, NodeInShort> =>
  Object.fromEntries(
    Array.from({ length }, (_, i) => [`model.p.m${i}`, { on: i === 0 ? [] : [`model.p.m${i - 1}`] }]),
  );

describe('the graph', () => {
  test('a chain of 10,000 and a fan-in of 50,000 are walked without overflow', () => {
    const deep = buildDag(manifestOf(chain(10_000)));
    expect(deep.order.at(-1)).toBe('model.p.m9999');
    expect(deep.ancestors([nodeId('model.p.m9999')]).size).toBe(9_999);
    expect(deep.descendants([nodeId('model.p.m0')], 3).size).toBe(3);
    const leaves = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`model.p.l${i}`, {}]));
    const wide = buildDag(manifestOf({ ...leaves, 'model.p.top': { on: Object.keys(leaves) } }));
    expect(wide.parents(nodeId('model.p.top'))).toHaveLength(50_000);
  });

  test('a cycle names every ref in the circle with its place', () => {
    const at = (file: string, line: number) => ({ file, line, column: 15 });
    const manifest = manifestOf(
      {
        'model.p.c': { on: ['model.p.b'] },
        'model.p.a': { on: ['model.p.c'] },
        'model.p.b': { on: ['model.p.a'] },
        'model.p.outside': { on: ['model.p.b'] },
      },
      {
        'model.p.a#ref:c': at('models/a.sql', 1),
        'model.p.b#ref:a': at('models/b.sql', 2),
        'model.p.c#ref:b': at('models/c.sql', 3),
      },
    );
    const diagnostic = diagnosticOf(() => buildDag(manifest));
    expect(diagnostic.code).toBe('TD401');
    expect(diagnostic.message).toBe(
      [
        'Found a cycle: model.p.a --> model.p.b --> model.p.c',
        '  model.p.b refs "a" at models/b.sql:2:15',
        '  model.p.c refs "b" at models/c.sql:3:15',
        '  model.p.a refs "c" at models/a.sql:1:15',
      ].join('\n'),
    );
    expect(diagnostic.at?.file).toBe('models/b.sql');
    expect(diagnostic.via).toBeUndefined();
  });

  test('a model that refs itself is a cycle of one; a cycle of 20,000 is found as well', () => {
    expect(
      diagnosticOf(() => buildDag(manifestOf({ 'model.p.a': { on: ['model.p.a'] } }))).message,
    ).toContain('Found a cycle: model.p.a\n');
    const long = { ...chain(20_000), 'model.p.m0': { on: ['model.p.m19999'] } };
    const told = diagnosticOf(() => buildDag(manifestOf(long)));
    expect(told.code).toBe('TD401');
    expect(told.message).toContain('… 19989 more');
    expect(told.message.length).toBeLessThan(2_000);
  });
});

function diagnosticOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (error instanceof TsdbtError) return error.first;
    throw error;
  }
  throw new Error('no error was thrown');
}
