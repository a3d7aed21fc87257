import { failure, type Span } from '../../core/diagnostic.ts';
import { didYouMean } from '../../core/similar.ts';
import type { ColumnInfo, Lookup } from '../../manifest/index.ts';
import { docScope } from '../../scope/index.ts';
import { mayHoldTemplate, parseTemplate, type Scope } from '../../template/index.ts';
import { attempt, type ParseContext } from '../context/context.ts';
import { render } from '../nodes/capture.ts';

/** Whose description is rendered. */
export interface DescribedThing {
  readonly id: string;
  readonly packageName: string;
  readonly shownPath: string;
  readonly at: Span;
}

/** A rendered description and the doc blocks it took from. */
export interface Description {
  readonly text: string;
  readonly docs: readonly string[];
}

/** Renders descriptions: doc() gives the text of a block. */
export interface Describer {
  describe(text: string, thing: DescribedThing): Description;
  columns(
    columns: { readonly [name: string]: ColumnInfo },
    thing: DescribedThing,
  ): { readonly [name: string]: ColumnInfo };
}

/** Makes the describer of a project; a doc block that is not there is a TD210. */
export function createDescriber(context: ParseContext, lookup: Lookup): Describer {
  const describe = (text: string, thing: DescribedThing): Description => {
    if (!mayHoldTemplate(text)) return { text, docs: [] };
    const docs: string[] = [];
    const scope = scopeFor(context, lookup, thing, text, docs);
    const work = (): string => render(parseTemplate(text, { file: thing.shownPath }), scope);
    const rendered = attempt(context.report, work, { node: thing.id });
    return { text: rendered ?? text, docs };
  };
  const columns: Describer['columns'] = (all, thing) => {
    const plain = Object.values(all).every((column) => !mayHoldTemplate(column.description));
    if (plain) return all;
    return Object.fromEntries(
      Object.entries(all).map(([name, column]) => {
        const { text, docs } = describe(column.description, thing);
        return [name, { ...column, description: text, doc_blocks: docs }];
      }),
    );
  };
  return { describe, columns };
}

/** Whether a block is used as it is: one whose text a description only works with is not noted, as in dbt. */
const isPlain = (text: string, name: string): boolean =>
  Array.from(text.matchAll(/\{\{-?\s*doc\(([^()]*)\)\s*-?\}\}/g)).some(([, call = '']) =>
    call.split(',').at(-1)?.includes(name),
  );

/** The scope of a description; notes each doc block that is used. */
function scopeFor(
  context: ParseContext,
  lookup: Lookup,
  thing: DescribedThing,
  text: string,
  docs: string[],
): Scope {
  return docScope(context.world, thing.packageName, (packageName, name) => {
    const doc = lookup.doc(name, packageName, thing.packageName);
    if (doc === undefined) throw missingDoc(lookup, thing, name, packageName);
    if (isPlain(text, name)) docs.push(doc.unique_id);
    return doc.block_contents;
  });
}

function missingDoc(lookup: Lookup, thing: DescribedThing, name: string, packageName: string | null) {
  const where = packageName === null ? '' : `in package '${packageName}' `;
  const help = didYouMean(name, lookup.docNames()) ?? `write the block: {% docs ${name} %} … {% enddocs %}`;
  return failure(
    'TD210',
    `Documentation for '${thing.id}' depends on doc '${name}' ${where}which was not found`,
    { at: thing.at, help },
  );
}
