import { kindName, type Project, type Resource } from '../data/project.ts';
import { svg } from '../dom/h.ts';
import { BOX_HEIGHT, type Box, type Drawing, type Line } from '../graph/layout.ts';
import { resourceHash } from '../state/route.ts';

/** The elements of a drawing. */
export interface Drawn {
  readonly root: SVGSVGElement;
  /** What is moved and zoomed. */
  readonly scene: SVGGElement;
  readonly nodes: ReadonlyMap<string, SVGElement>;
  readonly edges: readonly { readonly from: string; readonly to: string; readonly element: SVGElement }[];
}

const LETTER = 7.1;
const LONGEST = 34;

/** How wide the box of a resource is: letters of one width are near enough. */
export const widthOf = (resource: Resource | undefined): number => labelOf(resource).length * LETTER + 30;

/** Draws boxes over lines. */
export function draw(project: Project, drawing: Drawing, focus: string | null): Drawn {
  const edges = drawing.lines.map((line) => ({ from: line.from, to: line.to, element: edgeElement(line) }));
  const nodes = new Map(
    drawing.boxes.map(
      (box) => [box.id, nodeElement(box, project.resources.get(box.id), box.id === focus)] as const,
    ),
  );
  const scene = svg(
    'g',
    {},
    edges.map(({ element }) => element),
    [...nodes.values()],
  );
  const root = svg(
    'svg',
    { class: 'graph', tabindex: 0, role: 'group', 'aria-label': 'Lineage graph' },
    scene,
  );
  return { root, scene, nodes, edges };
}

function nodeElement({ id, x, y, width }: Box, resource: Resource | undefined, isFocus: boolean): SVGElement {
  const label = labelOf(resource);
  const bar = svg('rect', { class: 'bar', width: 5, height: BOX_HEIGHT, rx: 2.5 });
  if (resource?.color) bar.style.fill = resource.color;
  const title = `${kindName(resource?.kind ?? '')} ${resource?.title ?? id}`;
  return svg(
    'a',
    {
      href: resourceHash(id),
      class: isFocus ? 'node focus' : 'node',
      'data-kind': resource?.kind ?? '',
      transform: `translate(${round(x)} ${round(y - BOX_HEIGHT / 2)})`,
    },
    svg('title', {}, title),
    svg('rect', { class: 'box', width: round(width), height: BOX_HEIGHT, rx: 6 }),
    bar,
    svg('text', { x: 16, y: BOX_HEIGHT / 2, dy: '0.34em' }, label),
  );
}

function labelOf(resource: Resource | undefined): string {
  const title = resource?.title ?? '?';
  return title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title;
}

const edgeElement = (line: Line): SVGElement => svg('path', { class: 'edge', d: pathOf(line) });

/** Level where it leaves and where it arrives. */
function pathOf({ points }: Line): string {
  const [first = [0, 0] as const, ...rest] = points;
  let [x, y] = first;
  const parts = [`M${round(x)} ${round(y)}`];
  for (const [toX, toY] of rest) {
    const middle = round((x + toX) / 2);
    parts.push(`C${middle} ${round(y)} ${middle} ${round(toY)} ${round(toX)} ${round(toY)}`);
    [x, y] = [toX, toY];
  }
  return parts.join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;
