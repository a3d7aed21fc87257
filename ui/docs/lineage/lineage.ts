import { kindName, type Project } from '../data/project.ts';
import { h } from '../dom/h.ts';
import { layout } from '../graph/layout.ts';
import type { Subgraph } from '../graph/subgraph.ts';
import { type Camera, createCamera } from './camera.ts';
import { draw, widthOf } from './draw.ts';
import { highlighter, pointing } from './highlight.ts';
import { movable } from './move.ts';

/** What is drawn. */
export interface LineageOptions {
  readonly project: Project;
  readonly graph: Subgraph;
  /** The one that it is about. */
  readonly focus: string | null;
  /** Part of a page that scrolls, or a page of its own. */
  readonly inPage: boolean;
}

/** A lineage graph that can be moved, zoomed and walked through with the keyboard. */
export function lineage({ project, graph, focus, inPage }: LineageOptions): HTMLElement {
  const drawing = layout(graph, (id) => widthOf(project.resources.get(id)));
  const { root, scene, nodes, edges } = draw(project, drawing, focus);
  const camera = createCamera(root, scene, drawing);
  const boxes = new Map(drawing.boxes.map((box) => [box.id, box] as const));
  const caption = h('p', { class: 'caption' });
  movable(root, camera, inPage);
  pointing(nodes, highlighter(graph, scene, nodes, edges), (id, byKey) => {
    const resource = project.resources.get(id ?? '');
    caption.textContent = resource ? `${resource.title} · ${kindName(resource.kind)}` : '';
    const box = byKey ? boxes.get(id ?? '') : undefined;
    if (box) camera.reveal(box);
  });
  onFirstSize(root, () => camera.begin(boxes.get(focus ?? '')));
  return h('div', { class: inPage ? 'lineage in-page' : 'lineage' }, root, caption, zoomButtons(camera));
}

function zoomButtons({ zoom, showAll }: Camera): HTMLElement {
  const button = (label: string, text: string, click: () => void): HTMLElement =>
    h('button', { type: 'button', 'aria-label': label, title: label, on: { click } }, text);
  return h(
    'div',
    { class: 'zoom' },
    button('Closer', '+', () => zoom(1.3)),
    button('Farther', '−', () => zoom(1 / 1.3)),
    button('All of it', '⤢', showAll),
  );
}

/** Sizes are known once it is on the page. */
function onFirstSize(root: SVGSVGElement, begin: () => void): void {
  const observer = new ResizeObserver(() => {
    if (root.clientWidth === 0) return;
    observer.disconnect();
    begin();
  });
  observer.observe(root);
}
