import type { Project } from '../data/project.ts';
import { h } from '../dom/h.ts';
import { layout } from '../graph/layout.ts';
import type { Subgraph } from '../graph/subgraph.ts';
import { draw, widthOf } from './draw.ts';
import { highlightFamilies } from './highlight.ts';
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
  const view = movable(root, scene, drawing, { inPage, start: focus });
  highlightFamilies(graph, nodes, edges);
  const button = (label: string, text: string, click: () => void): HTMLElement =>
    h('button', { type: 'button', 'aria-label': label, title: label, on: { click } }, text);
  return h(
    'div',
    { class: inPage ? 'lineage in-page' : 'lineage' },
    root,
    h(
      'div',
      { class: 'zoom' },
      button('Closer', '+', () => view.zoom(1.3)),
      button('Farther', '−', () => view.zoom(1 / 1.3)),
      button('All of it', '⤢', view.showAll),
    ),
  );
}
