/** A span of event time that a relation is read for, as `YYYY-MM-DD HH:MM:SS+00:00` texts; null: open. */
export interface EventTimeFilter {
  readonly fieldName: string;
  readonly start: string | null;
  readonly end: string | null;
}

interface Subject {
  readonly path: { readonly identifier: string | null };
  readonly requireAlias: boolean;
  readonly limit: number | null;
  readonly eventTimeFilter: EventTimeFilter | null;
}

/** Wraps a rendered name so that at most `limit` rows are read. */
export function limited(relation: Subject, rendered: string): string {
  if (relation.limit === null) return rendered;
  const limit = relation.limit === 0 ? 'where false limit 0' : `limit ${relation.limit}`;
  return `(select * from ${rendered} ${limit})${alias(relation, 'limit')}`;
}

/** Wraps a rendered name so that only rows of a span of event time are read. */
export function eventTimeFiltered(relation: Subject, rendered: string): string {
  const filter = relation.eventTimeFilter;
  if (filter === null) return rendered;
  const bounds = [
    filter.start === null ? '' : `${filter.fieldName} >= '${filter.start}'`,
    filter.end === null ? '' : `${filter.fieldName} < '${filter.end}'`,
  ].filter((bound) => bound !== '');
  if (bounds.length === 0) return rendered;
  return `(select * from ${rendered} where ${bounds.join(' and ')})${alias(relation, 'et_filter')}`;
}

const alias = (relation: Subject, namespace: string): string =>
  relation.requireAlias ? ` _dbt_${namespace}_subq_${relation.path.identifier}` : '';
