import type { NodeId } from '../core/ids.ts';
import type { Stretch } from './source-map.ts';

/** A common table expression for an ephemeral model. */
export interface Cte {
  readonly id: NodeId;
  /** `__dbt__cte__name` */
  readonly name: string;
  readonly code: string;
  /** Where the code's text comes from. */
  readonly place: Stretch['place'];
}

/** A text and where its parts came from. */
export interface Composed {
  readonly text: string;
  readonly stretches: readonly Stretch[];
}

/** A CTE as dbt writes it into the artifacts. */
export const cteSql = ({ name, code }: Cte): string => ` ${name} as (\n${code}\n)`;

/**
 * Puts CTEs in front of a query, into its own `with` clause where it has one.
 * The query's text is not touched otherwise.
 */
export function injectCtes(query: string, ctes: readonly Cte[], place: Stretch['place']): Composed {
  if (ctes.length === 0) return { text: query, stretches: [{ start: 0, length: query.length, place }] };
  const { at, has } = findWith(query);
  const parts = new Parts();
  parts.add(query.slice(0, at), place);
  if (!has) parts.add('with');
  ctes.forEach((cte, index) => {
    parts.add(`${index > 0 ? ', ' : ''} ${cte.name} as (\n`);
    parts.add(cte.code, cte.place);
    parts.add('\n)');
  });
  parts.add(has ? ', ' : ' ');
  parts.add(query.slice(at), (offset) => place(offset + at));
  return parts;
}

/** Text put together piece by piece. */
class Parts implements Composed {
  text = '';
  readonly stretches: Stretch[] = [];
  add(text: string, place?: Stretch['place']): void {
    if (place) this.stretches.push({ start: this.text.length, length: text.length, place });
    this.text += text;
  }
}

const BLANK_OR_COMMENT = /(?:\s+|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/y;
const WITH = /with(?:\s+recursive)?(?=[\s"`[(/-])\s*/iy;

/** Where CTEs go: behind the `with` that opens the query, or in front of its first character. */
function findWith(query: string): { readonly at: number; readonly has: boolean } {
  BLANK_OR_COMMENT.lastIndex = 0;
  BLANK_OR_COMMENT.test(query);
  WITH.lastIndex = BLANK_OR_COMMENT.lastIndex;
  if (WITH.test(query)) return { at: WITH.lastIndex, has: true };
  return { at: Math.max(0, query.search(/\S/)), has: false };
}
