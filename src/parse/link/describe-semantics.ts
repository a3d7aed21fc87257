import { lazySpan } from '../context/context.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';
import type { DescribedThing, Describer } from './descriptions.ts';
import type { Semantics } from './semantics.ts';

/** Renders the descriptions of metrics, saved queries, semantic models and what these hold, in place. */
export function describeSemantics(describer: Describer, semantics: Semantics): void {
  for (const { node, entry } of semantics.metrics)
    node.description = describer.describe(node.description, thingOf(node, entry)).text;
  for (const { node, entry } of semantics.savedQueries)
    if (node.description) node.description = describer.describe(node.description, thingOf(node, entry)).text;
  for (const { node, entry } of semantics.semanticModels) {
    const thing = thingOf(node, entry);
    const described = <T extends { readonly description: string | null }>(item: T): T =>
      item.description ? { ...item, description: describer.describe(item.description, thing).text } : item;
    Object.assign(node, described(node));
    node.dimensions = node.dimensions.map(described);
    node.measures = node.measures.map(described);
    node.entities = node.entities.map(described);
  }
}

const thingOf = (
  node: { readonly unique_id: string; readonly package_name: string },
  entry: PropertyEntry,
): DescribedThing => ({
  id: node.unique_id,
  packageName: node.package_name,
  shownPath: entry.file.shownPath,
  at: lazySpan(entry.file.shownPath, () => placeIn(entry, 'description')),
});
