import { withBends } from './bends.ts';
import { heightsOf } from './heights.ts';
import { digraph, layersOf } from './layers.ts';
import { orderLayers } from './order.ts';
import type { Subgraph } from './subgraph.ts';

/** A box of the drawing. */
export interface Box {
  readonly id: string;
  /** Its left edge and its middle line. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** An edge as points from left to right. */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Where everything goes; left and top are 0. */
export interface Drawing {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

/** Sizes of a drawing. */
export const BOX_HEIGHT = 30;
const GAP_X = 52;
const WIDEST_GAP = 360;
const SPACE = BOX_HEIGHT + 12;
const BEND_SPACE = 14;

/** Draws layers from left to right: what a box stands on is on its left. `widthOf`: how wide the box of an id is. */
export function layout(graph: Subgraph, widthOf: (id: string) => number): Drawing {
  const index = new Map(graph.ids.map((id, i) => [id, i] as const));
  const edges = graph.edges.map(([from, to]) => [index.get(from) ?? 0, index.get(to) ?? 0] as const);
  const size = graph.ids.length;
  const bent = withBends(size, edges, layersOf(digraph(size, edges)));
  const rows = orderLayers(bent.graph, bent.layers);
  const y = heightsOf(bent.graph, rows, (node) => (node < size ? SPACE : BEND_SPACE));
  const top = y.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) - SPACE / 2;
  const widths = graph.ids.map(widthOf);
  const columns = columnsOf(rows, widths);
  const column = (node: number): Column => columns[bent.layers[node] ?? 0] ?? { x: 0, width: 0 };
  const height = (node: number): number => (y[node] ?? 0) - top;
  const bounds = columns.at(-1) ?? { x: 0, width: 0 };
  return {
    boxes: graph.ids.map((id, i) => ({ id, x: column(i).x, y: height(i), width: widths[i] ?? 0 })),
    lines: graph.edges.map(([from, to], i) => {
      const passed = (bent.routes[i] ?? []).flatMap((node) => ends(column(node), height(node), widths[node]));
      return { from, to, points: passed.slice(1, -1) };
    }),
    width: bounds.x + bounds.width,
    height: size === 0 ? 0 : y.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - top + SPACE / 2,
  };
}

interface Column {
  readonly x: number;
  readonly width: number;
}

/** As wide as their widest box, one beside the other; the taller the drawing, the more room for lines between them. */
function columnsOf(rows: readonly (readonly number[])[], widths: readonly number[]): readonly Column[] {
  const tallest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const gap = Math.min(WIDEST_GAP, Math.max(GAP_X, tallest));
  let x = 0;
  return rows.map((row) => {
    const width = row.reduce((most, node) => Math.max(most, widths[node] ?? 0), 0);
    const column = { x, width };
    x += width + gap;
    return column;
  });
}

/** Where a line comes in on the left and goes out on the right: of a box, or of the whole column at a bend. */
const ends = ({ x, width }: Column, y: number, own: number | undefined) =>
  [
    [x, y],
    [x + (own ?? width), y],
  ] as const;
