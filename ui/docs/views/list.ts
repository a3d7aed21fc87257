import { KINDS, kindName } from '../data/project.ts';
import type { Hit } from '../data/search.ts';
import { type Child, h } from '../dom/h.ts';
import { markdownLine } from '../dom/markdown.ts';
import { type Route, routeHash } from '../state/route.ts';
import type { Context } from './context.ts';
import { badge, resourceLink } from './links.ts';

type ListRoute = Extract<Route, { kind: 'list' }>;

/** So many rows at first; nobody reads more without narrowing down. */
const MOST = 300;

/** Everything that was found, or is of a kind, or has a tag. */
export function listView({ index }: Context, route: ListRoute): HTMLElement {
  const found = index
    .find(route.query)
    .filter(({ resource }) => route.tag === '' || resource.tags.includes(route.tag));
  const hits = found.filter(({ resource }) => route.of === '' || resource.kind === route.of);
  return h(
    'article',
    {},
    h(
      'header',
      { class: 'title' },
      h('h1', { tabindex: '-1' }, titleOf(route)),
      h('p', { class: 'faint' }, countText(hits.length)),
    ),
    h('nav', { class: 'filters', 'aria-label': 'Kinds' }, filters(route, found)),
    h('ul', { class: 'rows' }, hits.slice(0, MOST).map(row)),
    hits.length > MOST && h('p', { class: 'faint' }, `and ${hits.length - MOST} more`),
  );
}

function titleOf({ query, of, tag }: ListRoute): string {
  if (query !== '') return `“${query}”`;
  if (tag !== '') return `Tag ${tag}`;
  return KINDS.find(({ kind }) => kind === of)?.plural ?? 'Everything';
}

const countText = (count: number): string => (count === 1 ? '1 resource' : `${count} resources`);

function filters(route: ListRoute, found: readonly Hit[]): readonly Child[] {
  const byKind = Map.groupBy(found, ({ resource }) => resource.kind);
  const present = KINDS.filter(({ kind }) => byKind.has(kind));
  const link = (of: string, label: string): Child =>
    h(
      'a',
      {
        href: routeHash({ ...route, of }),
        class: 'filter',
        'aria-current': of === route.of ? 'true' : 'false',
      },
      label,
    );
  if (present.length < 2) return [];
  return [
    link('', 'all'),
    ...present.map(({ kind }) => link(kind, `${kindName(kind)} ${byKind.get(kind)?.length ?? 0}`)),
  ];
}

const row = ({ resource, why }: Hit): HTMLElement =>
  h(
    'li',
    {},
    h(
      'div',
      { class: 'row-head' },
      resourceLink(resource),
      badge(resource.kind),
      why !== '' && h('span', { class: 'faint' }, why),
    ),
    resource.description !== '' && h('p', {}, markdownLine(resource.description)),
  );
