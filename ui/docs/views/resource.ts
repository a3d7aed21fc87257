import { GRAPH_KINDS, type Project, type Resource } from '../data/project.ts';
import { type Child, h } from '../dom/h.ts';
import { markdown } from '../dom/markdown.ts';
import { familyGraph } from '../graph/subgraph.ts';
import { lineage } from '../lineage/lineage.ts';
import { routeHash } from '../state/route.ts';
import { codeSection } from './code.ts';
import { columnsSection } from './columns.ts';
import type { Context } from './context.ts';
import { badge, linkTo, tagLinks } from './links.ts';
import { relativesSection } from './relatives.ts';
import { detailList, section } from './section.ts';
import { testsSection } from './tests.ts';

/** The parts of a resource's page, from top to bottom; each is nothing where it does not apply. */
const PARTS: readonly ((project: Project, resource: Resource) => Child)[] = [
  descriptionPart,
  testedPart,
  (_, resource) => section('details', 'Details', detailList(resource.details), detailList(resource.stats)),
  columnsSection,
  testsSection,
  lineagePart,
  (_, resource) => codeSection(resource),
  relativesSection,
  (_, resource) => section('meta', 'Meta', detailList(resource.meta)),
];

/** The page of a resource. */
export const resourceView = ({ project }: Context, resource: Resource): HTMLElement =>
  h(
    'article',
    {},
    header(resource),
    PARTS.map((part) => part(project, resource)),
  );

const header = (resource: Resource): HTMLElement =>
  h(
    'header',
    { class: 'title' },
    h(
      'p',
      { class: 'above' },
      badge(resource.kind),
      resource.materialized !== '' && h('span', { class: 'badge' }, resource.materialized),
    ),
    h('h1', { tabindex: '-1' }, resource.title),
    resource.tags.length > 0 && h('p', { class: 'tags' }, tagLinks(resource.tags)),
  );

function descriptionPart(_: Project, { description }: Resource): Child {
  return description.trim() === ''
    ? h('p', { class: 'faint' }, 'Not described.')
    : h('div', { class: 'description' }, markdown(description));
}

function testedPart(project: Project, { tested }: Resource): Child {
  if (!tested || tested.id === '') return null;
  const column = tested.column === '' ? null : [', column ', h('code', {}, tested.column)];
  return h('p', {}, 'Tests ', linkTo(project, tested.id), column, '.');
}

/** Steps up and down that fit into a page. */
const NEAR = 2;

function lineagePart(project: Project, resource: Resource): Child {
  if (!GRAPH_KINDS.has(resource.kind)) return null;
  const graph = familyGraph(project, resource.id, NEAR, NEAR);
  if (graph.ids.length < 2) return null;
  const whole = routeHash({ kind: 'graph', focus: resource.id, up: 99, down: 99 });
  return section(
    'lineage',
    'Lineage',
    h('p', { class: 'beside' }, h('a', { href: whole }, 'All that it stands on, all that stands on it')),
    lineage({ project, graph, focus: resource.id, inPage: true }),
  );
}
