import type { Resource } from '../data/project.ts';
import type { Branch } from '../data/tree.ts';
import { type Child, h } from '../dom/h.ts';
import { resourceHash } from '../state/route.ts';

/** A branch on the page. */
export interface Twig {
  readonly element: HTMLElement;
  /** Opens the way to a resource; the result is its link, or null when it is not below. */
  reveal(id: string): HTMLElement | null;
}

/** Makes it; what is below is made when it is opened first. */
export function twigOf(branch: Branch): Twig {
  const ids = new Set(idsOf(branch));
  const summary = h('summary', {}, branch.name, h('span', { class: 'count' }, String(branch.size)));
  const element = h('details', {}, summary);
  let below: { twigs: readonly Twig[]; leaves: ReadonlyMap<string, HTMLElement> } | null = null;
  const fill = () => {
    if (below) return below;
    const twigs = branch.branches.map(twigOf);
    const leaves = new Map(branch.leaves.map((resource) => [resource.id, leaf(resource)] as const));
    const items = [...twigs.map((twig) => twig.element), ...leaves.values()];
    element.append(
      h(
        'ul',
        {},
        items.map((item): Child => h('li', {}, item)),
      ),
    );
    below = { twigs, leaves };
    return below;
  };
  element.addEventListener('toggle', () => element.open && fill());
  const reveal = (id: string): HTMLElement | null => {
    if (!ids.has(id)) return null;
    element.open = true;
    const { twigs, leaves } = fill();
    return leaves.get(id) ?? twigs.map((twig) => twig.reveal(id)).find((found) => found !== null) ?? null;
  };
  return { element, reveal };
}

const leaf = (resource: Resource): HTMLElement =>
  h(
    'a',
    { href: resourceHash(resource.id), title: resource.title },
    h('span', { class: 'dot', 'data-kind': resource.kind }),
    resource.kind === 'source' ? resource.name : resource.title,
  );

function* idsOf(branch: Branch): Generator<string> {
  for (const { id } of branch.leaves) yield id;
  for (const inner of branch.branches) yield* idsOf(inner);
}
