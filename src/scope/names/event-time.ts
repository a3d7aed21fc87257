import type { EventTimeFilter } from '../../adapter/index.ts';
import { sharedSpan } from '../../core/batches.ts';
import { momentText, type TimeSpan } from '../../core/moments.ts';
import type { ManifestNode, SourceNode } from '../../manifest/index.ts';
import { dateTimeOf, fromHost, PyDict, type Value } from '../../template/index.ts';
import type { BatchContext } from '../context/batch.ts';
import type { RunContext } from '../context/context.ts';
import { timestampValue } from '../values/moments.ts';
import type { Reading } from './relations.ts';

type Reader = Pick<RunContext, 'runtime' | 'node'>;

/** How much a ref or source is read: nothing with --empty, and of an input with an `event_time` only the time of the batch or the sample. */
export const readingOf = (context: Reader, input: ManifestNode | SourceNode): Reading => ({
  limit: context.runtime.flags.EMPTY === true ? 0 : null,
  eventTimeFilter: filterOf(context, input),
});

/** The batch that is worked on, where the node is the one it belongs to: its ephemeral parents have none. */
export const batchOf = ({ runtime: { batch }, node }: Reader): BatchContext | undefined =>
  batch?.node === node?.unique_id ? batch : undefined;

function filterOf(context: Reader, input: ManifestNode | SourceNode): EventTimeFilter | null {
  const { node } = context;
  const time = input.config.event_time;
  if (typeof time !== 'string' || time === '' || !canBeFiltered(input)) return null;
  if (node?.resource_type !== 'model' && node?.resource_type !== 'snapshot') return null;
  const span = spanOf(context);
  if (span === null) return null;
  return {
    fieldName: isQuoted(input, time) ? quoted(context, time) : time,
    start: momentText(span.start),
    end: momentText(span.end),
  };
}

const FILTERED: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot', 'source']);

const canBeFiltered = ({ resource_type: type }: ManifestNode | SourceNode): boolean => FILTERED.has(type);

function spanOf(context: Reader): TimeSpan | null {
  const sample = context.runtime.times?.sample ?? null;
  const batch = batchOf(context)?.span ?? null;
  return batch && sample ? sharedSpan(batch, sample) : (batch ?? sample);
}

/** A column says itself whether it is quoted, else its source does. */
function isQuoted(input: ManifestNode | SourceNode, time: string): boolean {
  const column = Object.values(input.columns).find(({ name }) => name === time);
  const all = input.resource_type === 'source' ? input.quoting.column : null;
  return (column?.quote ?? all ?? false) === true;
}

function quoted({ runtime }: Reader, name: string): string {
  const mark = runtime.adapter.identifiers.quote;
  return `${mark}${name}${mark}`;
}

/** `model.batch`: what it is called and the time it is about. */
export const batchValue = ({ id, span }: BatchContext): Value =>
  new PyDict([
    ['id', id],
    ['event_time_start', dateTimeOf(span.start)],
    ['event_time_end', dateTimeOf(span.end)],
  ]);

/** What the config of a microbatch model holds besides plain data: moments, those of its batch under the names of dbt 1.9, too. */
export function batchSettings(context: Reader): ReadonlyMap<string, Value> {
  const { node } = context;
  if (node?.config.incremental_strategy !== 'microbatch') return NONE;
  const { begin } = node.config;
  const batch = batchOf(context);
  const own = typeof begin === 'string' ? [['begin', timestampValue(begin)] as const] : [];
  if (batch === undefined) return new Map(own);
  return new Map([
    ...own,
    ['__dbt_internal_microbatch_event_time_start', dateTimeOf(batch.span.start)],
    ['__dbt_internal_microbatch_event_time_end', dateTimeOf(batch.span.end)],
    ['tsdbt_batch_position', batch.position],
    ...hooksOf(batch).map((key) => [key, fromHost([])] as const),
  ]);
}

const NONE: ReadonlyMap<string, Value> = new Map();

/** The hooks that are not this batch's to run. */
const hooksOf = ({ position }: BatchContext): readonly ('pre-hook' | 'post-hook')[] => [
  ...(position === 'first' || position === 'only' ? [] : ['pre-hook' as const]),
  ...(position === 'last' || position === 'only' ? [] : ['post-hook' as const]),
];
