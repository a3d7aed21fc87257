import type { Hit } from '../data/search.ts';
import { h } from '../dom/h.ts';
import { resourceHash, routeHash } from '../state/route.ts';
import { badge } from './links.ts';

/** What was found, one of it chosen. */
export interface SearchResults {
  readonly element: HTMLElement;
  /** Shows what a query has found, and chooses the best. */
  fill(query: string, hits: readonly Hit[]): void;
  /** Chooses the one so many steps on; the result is its id for `aria-activedescendant`. */
  step(by: number): string;
  /** Where the chosen one leads; null when there is none. */
  target(): string | null;
}

const MOST = 12;

/** Makes it, empty. */
export function createResults(): SearchResults {
  let chosen = 0;
  const element = h('ul', { class: 'results', role: 'listbox', id: 'results', 'aria-label': 'Found' });
  const choose = (next: number): string => {
    const items = [...element.children];
    chosen = items.length === 0 ? 0 : (next + items.length) % items.length;
    for (const [i, item] of items.entries()) item.setAttribute('aria-selected', String(i === chosen));
    items[chosen]?.scrollIntoView({ block: 'nearest' });
    return items[chosen]?.id ?? '';
  };
  return {
    element,
    fill: (query, hits) => {
      element.replaceChildren(...hits.slice(0, MOST).map(hitElement), ...more(query, hits.length));
      choose(0);
    },
    step: (by) => choose(chosen + by),
    target: () => element.children[chosen]?.querySelector('a')?.hash ?? null,
  };
}

const hitElement = ({ resource, why }: Hit, i: number): HTMLElement =>
  h(
    'li',
    { role: 'option', id: `result-${i}` },
    h(
      'a',
      { href: resourceHash(resource.id), tabindex: '-1' },
      h('span', { class: 'hit-name' }, resource.title),
      why !== '' && h('span', { class: 'faint' }, why),
      badge(resource.kind),
    ),
  );

function more(query: string, count: number): readonly HTMLElement[] {
  if (count === 0) return [h('li', { class: 'faint nothing' }, 'Nothing found.')];
  if (count <= MOST) return [];
  const href = routeHash({ kind: 'list', query, of: '', tag: '' });
  const link = h('a', { href, tabindex: '-1' }, `All ${count} that were found`);
  return [h('li', { role: 'option', id: `result-${MOST}` }, link)];
}
