/** Artifacts are read as they come, from any version of dbt or tsdbt: what is missing or odd counts as not there. */

/** An object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether it has fields. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Its fields; none when it has none. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** The text, or a number as text; empty for everything else. */
export const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'bigint'
      ? String(value)
      : '';

/** Its items; a single text is a list of one. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== '') : [];
}

/** Its items with fields. */
export const listOf = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.filter(isFields) : [];

/** A value as one would write it down. */
export const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, null, 1)?.replace(/\n */g, ' ') ?? '');
