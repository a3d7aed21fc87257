import type { Detail } from '../data/project.ts';
import { type Child, h } from '../dom/h.ts';
import { addressOrText } from '../dom/markdown.ts';

/** A part of a page under a heading; nothing when it has no content. */
export function section(id: string, title: string, ...content: readonly Child[]): Child {
  const shown = content.filter((child) => child !== null && child !== false && child !== undefined);
  if (shown.length === 0) return null;
  return h('section', { id, 'aria-labelledby': `${id}-title` }, h('h2', { id: `${id}-title` }, title), shown);
}

/** Labels and values. */
export const detailList = (details: readonly Detail[]): Child =>
  details.length > 0 &&
  h(
    'dl',
    { class: 'details' },
    details.map(({ label, value }) => h('div', {}, h('dt', {}, label), h('dd', {}, addressOrText(value)))),
  );
