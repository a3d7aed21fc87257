import type { Event } from '../../core/events.ts';
import type { TimeSpan } from '../../core/moments.ts';
import type { BatchResults } from '../../core/result.ts';
import type { JournalBatch, JournalBatches } from './lines.ts';

type Pair = readonly [string, string];

/** What a journal says of an event about batches; undefined for all others. */
export function batchLine(event: Event, at: string): JournalBatches | JournalBatch | undefined {
  switch (event.type) {
    case 'batches:planned': {
      const { node, batches, done } = event;
      return { state: 'batches', at, node: node.id, planned: batches.map(pairOf), done: done.map(pairOf) };
    }
    case 'batch:end':
      return {
        state: 'batch',
        at,
        node: event.node.id,
        span: pairOf(event.span),
        status: event.result.status,
      };
    default:
      return undefined;
  }
}

const pairOf = ({ start, end }: TimeSpan): Pair => [
  new Date(start).toISOString(),
  new Date(end).toISOString(),
];

type Line = { readonly [key: string]: unknown };

/** Of every model whose batches a journal tells of: those that were built, and those that were not. */
export function batchesLeft(lines: readonly Line[]): ReadonlyMap<string, BatchResults> {
  const left = new Map<string, BatchResults>();
  for (const line of lines) {
    const node = String(line.node);
    const before = left.get(node);
    if (line.state === 'batches')
      left.set(node, { successful: spansOf(line.done), failed: spansOf(line.planned) });
    else if (line.state === 'batch' && line.status === 'success' && before)
      left.set(node, built(before, spansOf([line.span])));
  }
  return left;
}

function built({ successful, failed }: BatchResults, spans: readonly TimeSpan[]): BatchResults {
  const isBuilt = (one: TimeSpan): boolean => spans.some(({ start }) => start === one.start);
  return { successful: [...successful, ...spans], failed: failed.filter((one) => !isBuilt(one)) };
}

const spansOf = (value: unknown): readonly TimeSpan[] =>
  Array.isArray(value) ? value.flatMap((pair: unknown) => spanOf(Array.isArray(pair) ? pair : [])) : [];

function spanOf([from, to]: readonly unknown[]): readonly TimeSpan[] {
  const [start, end] = [Date.parse(String(from)), Date.parse(String(to))];
  return Number.isNaN(start) || Number.isNaN(end) ? [] : [{ start, end }];
}
