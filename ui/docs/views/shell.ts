import { h } from '../dom/h.ts';
import { type Route, routeHash } from '../state/route.ts';
import { applyTheme, nextTheme, savedTheme } from '../state/theme.ts';
import type { Context } from './context.ts';
import { createSearchBox } from './search-box.ts';
import { createSidebar } from './sidebar.ts';

/** The frame around every page. */
export interface Shell {
  readonly element: HTMLElement;
  /** Puts a page into the frame. */
  show(route: Route, page: HTMLElement): void;
  /** Puts the cursor into the search field. */
  search(): void;
}

/** Makes it: top bar, tree, place for a page. */
export function createShell({ project, index }: Context): Shell {
  const sidebar = createSidebar(project);
  const search = createSearchBox(index);
  const main = h('main', { id: 'main', tabindex: '-1' });
  const body = h('div', { class: 'body' }, sidebar.element, main);
  const menu = h(
    'button',
    {
      type: 'button',
      class: 'quiet menu',
      'aria-label': 'Resources',
      on: { click: () => body.classList.toggle('open') },
    },
    '☰',
  );
  const graph = h('a', { class: 'quiet', href: '#!/graph' }, 'Lineage');
  const skip = h(
    'a',
    {
      class: 'skip',
      href: '#main',
      on: {
        click: (event) => {
          event.preventDefault();
          main.focus();
        },
      },
    },
    'Skip to content',
  );
  const bar = h(
    'header',
    { class: 'top' },
    menu,
    h('a', { class: 'home', href: routeHash({ kind: 'overview' }) }, project.name),
    search.element,
    graph,
    themeButton(),
  );
  return {
    element: h('div', { class: 'shell' }, skip, bar, body),
    show: (route, page) => {
      body.classList.remove('open');
      main.replaceChildren(page);
      main.scrollTop = 0;
      sidebar.show(route.kind === 'resource' ? route.id : null);
      if (route.kind === 'graph') graph.setAttribute('aria-current', 'page');
      else graph.removeAttribute('aria-current');
    },
    search: search.focus,
  };
}

const FACES = { auto: '◐', light: '○', dark: '●' } as const;

function themeButton(): HTMLElement {
  let theme = savedTheme();
  const turn = (): void => {
    theme = nextTheme(theme);
    applyTheme(theme);
    name();
  };
  const button = h('button', { type: 'button', class: 'quiet', on: { click: turn } });
  const name = (): void => {
    button.textContent = FACES[theme];
    button.title = `Colours: ${theme === 'auto' ? 'as the system' : theme} (t)`;
    button.setAttribute('aria-label', button.title);
  };
  button.dataset.action = 'theme';
  name();
  return button;
}
