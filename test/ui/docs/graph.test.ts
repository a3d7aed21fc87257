import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOX_HEIGHT, layout } from '../../../ui/docs/graph/layout.ts';

/** Edges from a lower to a higher number: a graph without cycles. */
const graphs = fc.integer({ min: 2, max: 40 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    edges: fc.uniqueArray(
      fc.tuple(fc.nat(size - 1), fc.nat(size - 1)).filter(([a, b]) => a < b),
      { maxLength: 120, selector: String },
    ),
  }),
);

const draw = (size: number, edges: readonly (readonly [number, number])[]) =>
  layout(
    {
      ids: Array.from({ length: size }, (_, i) => `n${i}`),
      edges: edges.map(([a, b]) => [`n${a}`, `n${b}`] as const),
    },
    () => 100,
  );

describe('the lineage drawing', () => {
  test('every edge leads to the right, and no boxes overlap', () => {
    fc.assert(
      fc.property(graphs, ({ size, edges }) => {
        const { boxes, lines, width, height } = draw(size, edges);
        const place = new Map(boxes.map((box) => [box.id, box] as const));
        for (const { from, to, points } of lines) {
          const [start, end] = [place.get(from), place.get(to)];
          expect(start?.x).toBeLessThan(end?.x ?? 0);
          expect(points[0]).toEqual([(start?.x ?? 0) + 100, start?.y]);
          expect(points.at(-1)).toEqual([end?.x, end?.y]);
          for (const [i, [x]] of points.entries()) expect(x).toBeGreaterThanOrEqual(points[i - 1]?.[0] ?? 0);
        }
        for (const a of boxes) {
          expect(a.y).toBeGreaterThanOrEqual(BOX_HEIGHT / 2);
          expect(a.y).toBeLessThanOrEqual(height);
          expect(a.x + a.width).toBeLessThanOrEqual(width);
          for (const b of boxes) {
            if (a !== b && a.x === b.x) expect(Math.abs(a.y - b.y)).toBeGreaterThan(BOX_HEIGHT);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a chain is a straight line', () => {
    const { boxes } = draw(4, [
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(new Set(boxes.map(({ y }) => y)).size).toBe(1);
  });

  test('a cycle does not hang it', () => {
    expect(
      draw(2, [
        [0, 1],
        [1, 0],
      ]).boxes,
    ).toHaveLength(2);
  });

  test('a chain of 5,000 and a fan of 5,000', () => {
    const chain = Array.from({ length: 4999 }, (_, i) => [i, i + 1] as const);
    expect(draw(5000, chain).boxes).toHaveLength(5000);
    const fan = Array.from({ length: 4999 }, (_, i) => [0, i + 1] as const);
    expect(draw(5000, fan).boxes).toHaveLength(5000);
  });
});
