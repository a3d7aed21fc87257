import type { Project, Resource } from '../data/project.ts';
import { type Child, h } from '../dom/h.ts';
import { resourceHash } from '../state/route.ts';
import { resourceLink } from './links.ts';
import { section } from './section.ts';

/** A test of a column, by what it tests: `not null` rather than its long name. */
export const testLink = (test: Resource): HTMLElement =>
  h('a', { class: 'test', href: resourceHash(test.id), title: test.name }, shortName(test));

/** Tests of the whole relation: those of columns stand beside them. */
export function testsSection(project: Project, resource: Resource): Child {
  const columns = new Set(resource.columns.map(({ name }) => name.toLowerCase()));
  const others = (project.tests.get(resource.id) ?? []).filter(
    ({ tested }) => !columns.has(tested?.column.toLowerCase() ?? ''),
  );
  if (others.length === 0) return null;
  const items = others.map((test) =>
    h(
      'li',
      {},
      resourceLink(test),
      test.description !== '' && h('span', { class: 'faint' }, ` ${test.description}`),
    ),
  );
  return section('tests', 'Tests', h('ul', { class: 'plain' }, items));
}

const shortName = ({ details, name }: Resource): string =>
  (details.find(({ label }) => label === 'Test')?.value ?? name).replaceAll('_', ' ');
