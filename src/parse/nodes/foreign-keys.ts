import { failure } from '../../core/diagnostic.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ModelNode } from '../../manifest/index.ts';
import type { Captured } from './capture.ts';

const LITERAL = /^\s*(ref|source)\(\s*(['"])([^'"]+)\2\s*(?:,\s*(['"])([^'"]+)\4\s*)?\)\s*$/;

/** A text that is just `ref('x')`, `ref('p', 'x')` or `source('s', 't')`, taken apart. */
export function literalMention(text: string): Pick<Captured, 'refs' | 'sources'> | undefined {
  const match = LITERAL.exec(text);
  const [, what, , first = '', , second] = match ?? [];
  if (what === 'source')
    return second === undefined
      ? undefined
      : { refs: [], sources: [{ source: first, table: second, at: null }] };
  if (what !== 'ref') return undefined;
  return {
    refs: [{ name: second ?? first, package: second === undefined ? null : first, version: null, at: null }],
    sources: [],
  };
}

/** What the foreign keys of a model point to; TD206 where `to` is neither a ref nor a source. */
export function foreignKeyMentions(node: ModelNode): Pick<Captured, 'refs' | 'sources'> {
  const all: readonly JsonObject[] = [
    ...Object.values(node.columns).flatMap((column) => column.constraints),
    ...node.constraints,
  ];
  const found = all.flatMap(({ type, to }) => {
    if (type !== 'foreign_key' || typeof to !== 'string') return [];
    const mention = literalMention(to);
    if (mention) return [mention];
    throw failure(
      'TD206',
      `Invalid 'ref' or 'source' syntax on foreign key constraint 'to' on model ${node.name}: ${to}.`,
    );
  });
  return { refs: found.flatMap((one) => one.refs), sources: found.flatMap((one) => one.sources) };
}
