import type { Span } from '../../core/diagnostic.ts';
import type { MacroId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import type { MacroNode } from '../../manifest/index.ts';
import { lazySpan } from '../context/context.ts';
import { textOf } from '../context/data.ts';
import type { Built } from '../nodes/built.ts';
import { placeIn } from '../properties/properties.ts';
import type { BuiltExposure } from '../resources/exposures.ts';
import type { BuiltSource } from '../resources/sources.ts';
import type { DescribedThing, Describer } from './descriptions.ts';

const thingOf = (
  node: { readonly unique_id: string; readonly package_name: string },
  shownPath: string,
  at: Span,
): DescribedThing => ({
  id: node.unique_id,
  packageName: node.package_name,
  shownPath,
  at,
});

/** Renders the descriptions of nodes and of their columns, in place. */
export function describeNodes(describer: Describer, built: readonly Built[]): void {
  for (const { node, entry, at, shownPath } of built) {
    const place = entry ? lazySpan(entry.file.shownPath, () => placeIn(entry, 'description')) : at;
    const thing = thingOf(node, entry?.file.shownPath ?? shownPath, place);
    const { text, docs } = describer.describe(node.description, thing);
    node.description = text;
    node.doc_blocks = docs;
    node.columns = describer.columns(node.columns, thing);
  }
}

/** Renders the descriptions of sources, tables and their columns, in place. */
export function describeSources(describer: Describer, sources: readonly BuiltSource[]): void {
  for (const { node, entry, at } of sources) {
    const thing = thingOf(node, entry.file.shownPath, at);
    const { text, docs } = describer.describe(node.description, thing);
    node.description = text;
    node.doc_blocks = docs;
    node.source_description = describer.describe(node.source_description, thing).text;
    node.columns = describer.columns(node.columns, thing);
  }
}

/** Renders the descriptions of exposures, in place. */
export function describeExposures(describer: Describer, exposures: readonly BuiltExposure[]): void {
  for (const { node, at, shownPath } of exposures)
    node.description = describer.describe(node.description, thingOf(node, shownPath, at)).text;
}

/** The macros with their descriptions rendered. */
export function describeMacros(
  describer: Describer,
  macros: ReadonlyMap<MacroId, MacroNode>,
): ReadonlyMap<MacroId, MacroNode> {
  const described = [...macros].filter(([, macro]) => macro.patch_path !== null);
  if (described.length === 0) return macros;
  const out = new Map(macros);
  for (const [id, macro] of described) {
    const file = macro.patch_path?.split('://')[1] ?? macro.original_file_path;
    const thing = thingOf(macro, file, { file, line: 1, column: 1 });
    const argument = (one: JsonObject): JsonObject => ({
      ...one,
      description: describer.describe(textOf(one.description) ?? '', thing).text,
    });
    out.set(id, {
      ...macro,
      description: describer.describe(macro.description, thing).text,
      arguments: macro.arguments.map(argument),
    });
  }
  return out;
}
