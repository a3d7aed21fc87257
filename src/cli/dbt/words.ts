/** `1 error`, `2 errors`, `0 warnings`. */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Plurals that are more than an s, as dbt has them. */
const PLURALS: Readonly<Record<string, string>> = {
  analysis: 'analyses',
  saved_query: 'saved queries',
  test: 'data tests',
};

/** A number of resources of a kind: `1 test`, `20 data tests`, `3 seeds`. */
export function countOf(count: number, resourceType: string): string {
  if (count === 1) return `1 ${resourceType.replaceAll('_', ' ')}`;
  return `${count} ${PLURALS[resourceType] ?? `${resourceType.replaceAll('_', ' ')}s`}`;
}

/** `0 hours 1 minutes and 2.50 seconds`, as dbt says it. */
export function humanTime(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return `${hours} hours ${minutes} minutes and ${(seconds % 60).toFixed(2)} seconds`;
}

/** What a line of a run says of its progress: `1 of 5 START sql view model main.a ........ [RUN]`. */
export interface Progress {
  readonly index?: number;
  readonly total?: number;
  readonly seconds?: number;
  /** Cut the text where it does not fit: for hooks. */
  readonly cut?: boolean;
}

/** A line of a run, filled up with dots to the width. */
export function fancyLine(text: string, status: string, width: number, progress: Progress): string {
  const { index, total, seconds, cut } = progress;
  const position = index === undefined || total === undefined ? '' : `${index} of ${total} `;
  const filled = `${position}${text} `.padEnd(width, '.');
  const shown = cut && filled.length > width - 3 ? `${filled.slice(0, width - 3)}...` : filled;
  return `${shown} [${status}${seconds === undefined ? '' : ` in ${seconds.toFixed(2)}s`}]`;
}
