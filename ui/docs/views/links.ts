import { kindName, type Project, type Resource } from '../data/project.ts';
import { type Child, h } from '../dom/h.ts';
import { resourceHash, routeHash } from '../state/route.ts';

/** The short word for a kind, in its colour. */
export const badge = (kind: string): HTMLElement =>
  h('span', { class: 'badge', 'data-kind': kind }, kindName(kind));

/** A link to a resource, with a dot in the colour of its kind. */
export const resourceLink = (resource: Resource): HTMLElement =>
  h(
    'a',
    {
      class: 'resource',
      href: resourceHash(resource.id),
      title: `${kindName(resource.kind)} ${resource.title}`,
    },
    h('span', { class: 'dot', 'data-kind': resource.kind }),
    resource.title,
  );

/** The same by id; the id itself for what the project does not know. */
export function linkTo(project: Project, id: string): Child {
  const resource = project.resources.get(id);
  return resource ? resourceLink(resource) : h('code', {}, id);
}

/** Tags, each leading to all that have it. */
export const tagLinks = (tags: readonly string[]): readonly Child[] =>
  tags.map((tag) => h('a', { class: 'tag', href: routeHash({ kind: 'list', query: '', of: '', tag }) }, tag));
