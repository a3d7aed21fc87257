import type { Column, Project, Resource } from '../data/project.ts';
import { type Child, h } from '../dom/h.ts';
import { markdown } from '../dom/markdown.ts';
import { tagLinks } from './links.ts';
import { section } from './section.ts';
import { testLink } from './tests.ts';

/** The columns of a resource: type, description, tests. */
export function columnsSection(project: Project, resource: Resource): Child {
  const { columns } = resource;
  if (columns.length === 0) return null;
  const tests = Map.groupBy(
    project.tests.get(resource.id) ?? [],
    (test) => test.tested?.column.toLowerCase() ?? '',
  );
  const rows = columns.map((column) => columnRow(column, tests.get(column.name.toLowerCase()) ?? []));
  const head = ['Column', 'Type', 'Description', 'Tests'].map((name) => h('th', { scope: 'col' }, name));
  return section(
    'columns',
    'Columns',
    h(
      'div',
      { class: 'scroll' },
      h('table', { class: 'columns' }, h('thead', {}, h('tr', {}, head)), h('tbody', {}, rows)),
    ),
  );
}

const columnRow = (column: Column, tests: readonly Resource[]): HTMLElement =>
  h(
    'tr',
    { id: `column-${column.name}` },
    h('th', { scope: 'row' }, h('code', {}, column.name), absence(column)),
    h('td', { class: 'type' }, column.type),
    h(
      'td',
      { class: 'about' },
      column.description === '' ? h('span', { class: 'faint' }, '–') : markdown(column.description),
      column.tags.length > 0 && h('p', {}, tagLinks(column.tags)),
      column.meta.map(({ label, value }) => h('p', { class: 'faint' }, `${label}: ${value}`)),
    ),
    h(
      'td',
      { class: 'tests' },
      column.constraints.map((text) => h('span', { class: 'constraint', title: 'constraint' }, text)),
      tests.map((test) => testLink(test)),
    ),
  );

const absence = ({ found }: Column): Child =>
  found === false &&
  h('span', { class: 'missing', title: 'described, but not found in the warehouse' }, 'not found');
