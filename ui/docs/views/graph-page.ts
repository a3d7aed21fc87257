import { type Child, h } from '../dom/h.ts';
import { familyGraph, wholeGraph } from '../graph/subgraph.ts';
import { lineage } from '../lineage/lineage.ts';
import { ALL_STEPS, type Route, routeHash } from '../state/route.ts';
import type { Context } from './context.ts';
import { linkTo } from './links.ts';

type GraphRoute = Extract<Route, { kind: 'graph' }>;

/** The lineage of the project or of one resource, as large as the window. */
export function graphView({ project }: Context, route: GraphRoute): HTMLElement {
  const { focus, up, down } = route;
  const graph = focus === null ? wholeGraph(project) : familyGraph(project, focus, up, down);
  return h(
    'article',
    { class: 'whole' },
    h(
      'header',
      { class: 'graph-bar' },
      h(
        'h1',
        { tabindex: '-1' },
        focus === null ? `Lineage of ${project.name}` : ['Lineage of ', linkTo(project, focus)],
      ),
      focus !== null && [
        steps('Up', up, (next) => ({ ...route, up: next })),
        steps('Down', down, (next) => ({ ...route, down: next })),
        h('a', { href: '#!/graph' }, 'Whole project'),
      ],
      h('span', { class: 'faint' }, `${graph.ids.length} nodes`),
    ),
    lineage({ project, graph, focus, inPage: false }),
  );
}

const CHOICES = [0, 1, 2, 3, 5, ALL_STEPS];

function steps(label: string, current: number, route: (steps: number) => GraphRoute): Child {
  const choices = CHOICES.includes(current) ? CHOICES : [...CHOICES, current].sort((a, b) => a - b);
  const options = choices.map((n) => {
    const option = h('option', { value: String(n) }, n === ALL_STEPS ? 'all' : String(n));
    option.selected = n === current;
    return option;
  });
  const select = h(
    'select',
    {
      on: {
        change: () => {
          location.hash = routeHash(route(Number(select.value)));
        },
      },
    },
    options,
  );
  return h('label', {}, `${label} `, select);
}
