/** The docs page: loads the artifacts, then shows what the address asks for. */
import { load } from './data/load.ts';
import { createIndex } from './data/search.ts';
import { listenToKeys } from './state/keys.ts';
import { parseRoute } from './state/route.ts';
import { applyTheme, savedTheme } from './state/theme.ts';
import type { Context } from './views/context.ts';
import { titleOf, viewOf } from './views/index.ts';
import { failedView } from './views/not-found.ts';
import { createShell } from './views/shell.ts';

const root = document.getElementById('page') ?? document.body;

function start(context: Context): void {
  const shell = createShell(context);
  const show = (): void => {
    const route = parseRoute(location.hash);
    shell.show(route, viewOf(context, route));
    document.title = titleOf(context, route);
  };
  root.replaceChildren(shell.element);
  show();
  addEventListener('hashchange', () => {
    show();
    document.querySelector('h1')?.focus({ preventScroll: true });
  });
  listenToKeys({
    '/': shell.search,
    o: () => {
      location.hash = '#!/overview';
    },
    l: () => {
      location.hash = '#!/graph';
    },
    t: () => document.querySelector<HTMLElement>('[data-action=theme]')?.click(),
  });
}

applyTheme(savedTheme());
try {
  const project = await load();
  start({ project, index: createIndex(project) });
} catch (error) {
  root.replaceChildren(failedView(error instanceof Error ? error.message : String(error)));
} finally {
  root.removeAttribute('aria-busy');
}
