import { KINDS, type Project, type Resource } from '../data/project.ts';
import { type Child, h } from '../dom/h.ts';
import { linkTo } from './links.ts';
import { section } from './section.ts';

/** What a resource stands on, and what stands on it. */
export function relativesSection(project: Project, resource: Resource): Child {
  const macros = resource.macros.filter((id) => project.resources.has(id));
  const above = [...resource.parents, ...macros];
  const below = (project.children.get(resource.id) ?? []).filter((id) => !isTest(project, id));
  const columns = [column(project, 'Depends on', above), column(project, 'Used by', below)];
  return (
    columns.some((one) => one) && section('relatives', 'Neighbours', h('div', { class: 'pair' }, columns))
  );
}

const isTest = (project: Project, id: string): boolean =>
  (project.resources.get(id)?.tested ?? null) !== null;

function column(project: Project, title: string, ids: readonly string[]): Child {
  if (ids.length === 0) return null;
  const sorted = [...new Set(ids)].sort((a, b) => rank(project, a) - rank(project, b) || a.localeCompare(b));
  return h(
    'div',
    {},
    h('h3', {}, title, h('span', { class: 'count' }, String(sorted.length))),
    h(
      'ul',
      { class: 'plain' },
      sorted.map((id) => h('li', {}, linkTo(project, id))),
    ),
  );
}

const rank = (project: Project, id: string): number =>
  KINDS.findIndex(({ kind }) => kind === project.resources.get(id)?.kind);
