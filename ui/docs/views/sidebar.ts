import type { Project } from '../data/project.ts';
import { databaseTree, projectTree } from '../data/tree.ts';
import { h } from '../dom/h.ts';
import { type Twig, twigOf } from './tree.ts';

/** The tree at the side. */
export interface Sidebar {
  readonly element: HTMLElement;
  /** Opens the way to a resource and marks it; null: none. */
  show(id: string | null): void;
}

const TREES = { Project: projectTree, Database: databaseTree } as const;

/** Makes it, by folders or by schemas. */
export function createSidebar(project: Project): Sidebar {
  let current: string | null = null;
  let twigs: readonly Twig[] = [];
  let marked: HTMLElement | null = null;
  const tree = h('div', { class: 'tree' });
  const mark = (): void => {
    marked?.removeAttribute('aria-current');
    const id = current;
    marked =
      id === null ? null : (twigs.map((twig) => twig.reveal(id)).find((found) => found !== null) ?? null);
    marked?.setAttribute('aria-current', 'page');
    marked?.scrollIntoView({ block: 'nearest' });
  };
  const fill = (name: keyof typeof TREES): void => {
    twigs = TREES[name](project).map(twigOf);
    tree.replaceChildren(...twigs.map(({ element }) => element));
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.textContent === name));
    mark();
  };
  const names = ['Project', 'Database'] as const;
  const buttons = names.map((name) =>
    h('button', { type: 'button', class: 'tab', on: { click: () => fill(name) } }, name),
  );
  fill('Project');
  return {
    element: h(
      'nav',
      { class: 'sidebar', 'aria-label': 'Resources' },
      h('div', { class: 'tabs' }, buttons),
      tree,
    ),
    show: (id) => {
      current = id;
      mark();
    },
  };
}
