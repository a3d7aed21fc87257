import type { Route } from '../state/route.ts';
import type { Context } from './context.ts';
import { graphView } from './graph-page.ts';
import { listView } from './list.ts';
import { notFoundView } from './not-found.ts';
import { overviewView } from './overview.ts';
import { resourceView } from './resource.ts';

/** The page for an address: what is added to Route gets its line here. */
export function viewOf(context: Context, route: Route): HTMLElement {
  switch (route.kind) {
    case 'overview':
      return overviewView(context);
    case 'list':
      return listView(context, route);
    case 'graph':
      return graphView(context, route);
    case 'resource': {
      const resource = context.project.resources.get(route.id);
      return resource ? resourceView(context, resource) : notFoundView(route.id);
    }
  }
}

/** What the window is called. */
export function titleOf({ project }: Context, route: Route): string {
  const resource = route.kind === 'resource' ? project.resources.get(route.id) : undefined;
  return resource ? `${resource.title} · ${project.name}` : project.name;
}
