import { KINDS, type Resource } from '../data/project.ts';
import { type Child, h } from '../dom/h.ts';
import { markdown, markdownLine } from '../dom/markdown.ts';
import { routeHash } from '../state/route.ts';
import type { Context } from './context.ts';
import { resourceLink } from './links.ts';
import { section } from './section.ts';

/** The first page: the project's own words, what there is, where to begin. */
export function overviewView({ project }: Context): HTMLElement {
  const resources = [...project.resources.values()].filter(({ listed }) => listed);
  const isResult = ({ kind, id }: Resource): boolean =>
    kind === 'model' && isEnd(project.children.get(id), project.resources);
  const ends = [...resources.filter(({ kind }) => kind === 'exposure'), ...resources.filter(isResult)];
  return h(
    'article',
    {},
    h(
      'header',
      { class: 'title' },
      h('h1', { tabindex: '-1' }, project.name),
      h('p', { class: 'faint' }, madeWhen(project.generatedAt, project.adapter)),
    ),
    project.overview === '' ? null : h('div', { class: 'description' }, markdown(project.overview)),
    h('ul', { class: 'counts' }, counts(resources)),
    project.hasCatalog
      ? null
      : h(
          'p',
          { class: 'notice' },
          'There is no catalog.json: types of columns are unknown. "tsdbt docs generate" makes it.',
        ),
    section(
      'results',
      'Results',
      ends.length > 0 && h('p', { class: 'faint' }, 'Exposures, and models that no other model stands on.'),
      ends.length > 0 && h('ul', { class: 'cards' }, ends.slice(0, MOST).map(card)),
    ),
  );
}

const MOST = 60;

function counts(resources: readonly Resource[]): readonly Child[] {
  const byKind = Map.groupBy(resources, ({ kind }) => kind);
  return KINDS.flatMap(({ kind, plural }) => {
    const count = byKind.get(kind)?.length ?? 0;
    if (count === 0) return [];
    const href = routeHash({ kind: 'list', query: '', of: kind, tag: '' });
    return [
      h(
        'li',
        {},
        h(
          'a',
          { href },
          h('strong', {}, String(count)),
          h('span', { class: 'dot', 'data-kind': kind }),
          plural,
        ),
      ),
    ];
  });
}

const card = (resource: Resource): HTMLElement =>
  h('li', {}, resourceLink(resource), h('p', {}, markdownLine(resource.description)));

function isEnd(children: readonly string[] = [], resources: ReadonlyMap<string, Resource>): boolean {
  return children.every((id) => {
    const kind = resources.get(id)?.kind;
    return kind === 'test' || kind === 'unit_test' || kind === 'exposure';
  });
}

function madeWhen(generatedAt: string, adapter: string): string {
  const date = new Date(generatedAt);
  const when = Number.isNaN(date.getTime())
    ? ''
    : `Made ${date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}`;
  return [when, adapter === '' ? '' : `for ${adapter}`].filter((text) => text !== '').join(', ');
}
