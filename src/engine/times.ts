import { failure } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { GRAINS, grainOf, isoMoment, readMoment, shiftBy, type TimeSpan } from '../core/moments.ts';
import { readYaml } from '../project/index.ts';
import type { RunTimes } from '../scope/index.ts';

/** Which time a command is about, and its flags with that time in them: a retry finds there what was meant by `3 days`. */
export interface AskedTimes {
  readonly times: RunTimes;
  readonly flags: JsonObject;
}

/**
 * Reads `event_time_start`, `event_time_end` and `sample` of the flags; `original_invocation_started_at` is when the run
 * began of which this is a retry. Throws TD901 for what is no time.
 */
export function askedTimes(flags: JsonObject, startedAt: Date): AskedTimes {
  const { original_invocation_started_at: original } = flags;
  const now = (typeof original === 'string' ? readStamp(original) : undefined) ?? startedAt.getTime();
  const events = eventTimes(flags);
  const sample = flags.sample === undefined || flags.sample === null ? null : sampleSpan(flags.sample, now);
  return {
    times: { now, events, sample },
    flags: {
      ...flags,
      ...(events ? { event_time_start: plainText(events.start), event_time_end: plainText(events.end) } : {}),
      ...(sample ? { sample: { start: isoMoment(sample.start), end: isoMoment(sample.end) } } : {}),
    },
  };
}

/** As dbt keeps it, without an offset. */
const plainText = (moment: number): string => isoMoment(moment).replace('+00:00', '');

/** A moment of an artifact. */
function readStamp(text: string): number | undefined {
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}

function eventTimes({ event_time_start: start, event_time_end: end }: JsonObject): TimeSpan | null {
  const from = eventTime('start', start);
  const to = eventTime('end', end);
  if (from === undefined && to === undefined) return null;
  if (from === undefined) throw alone('end', 'start');
  if (to === undefined) throw alone('start', 'end');
  if (from >= to) throw wrong('Value for `--event-time-start` must be less than `--event-time-end`');
  return { start: from, end: to };
}

function eventTime(which: string, value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  const moment = readMoment(String(value));
  if (moment !== undefined) return moment;
  throw wrong(
    `Invalid value for '--event-time-${which}': '${String(value)}' does not match the formats '%Y-%m-%d', '%Y-%m-%dT%H:%M:%S', '%Y-%m-%d %H:%M:%S'.`,
    `--event-time-${which} 2024-01-31`,
  );
}

const alone = (given: string, missing: string): Error =>
  wrong(
    `The flag \`--event-time-${given}\` was specified, but \`--event-time-${missing}\` was not. When specifying \`--event-time-${given}\`, \`--event-time-${missing}\` must also be present.`,
  );

const wrong = (message: string, help?: string): Error => failure('TD901', message, help ? { help } : {});

const EXAMPLE = `--sample "3 days", or --sample "{start: '2024-01-01', end: '2024-01-08'}"`;
const noSample = (why: string): Error => wrong(`Invalid value for '--sample': ${why}`, EXAMPLE);

/** `3 days` back from now, or `{start, end}`. */
function sampleSpan(value: Json, now: number): TimeSpan {
  if (typeof value === 'object') return writtenSpan(value);
  const text = String(value).trim();
  return text.startsWith('{') ? writtenSpan(readYaml(text, '--sample').value) : lookedBack(text, now);
}

function writtenSpan(value: unknown): TimeSpan {
  const field = (name: string): number => {
    const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    const moment = typeof text === 'string' ? readMoment(text) : undefined;
    if (moment !== undefined) return moment;
    throw noSample(
      text === undefined
        ? `Field "${name}" of type datetime is missing`
        : `Field "${name}" of type datetime has invalid value ${JSON.stringify(text)}`,
    );
  };
  return { start: field('start'), end: field('end') };
}

const PLURALS = [...GRAINS, ...GRAINS.map((grain) => `${grain}s`)];

function lookedBack(text: string, now: number): TimeSpan {
  const [count = '', size = '', ...more] = text.split(' ');
  if (size === '' || more.length > 0)
    throw noSample(`Cannot load SAMPLE_WINDOW from '${text}'. Must be of form 'DAYS_INT GRAIN_SIZE'.`);
  if (!/^[+-]?\d+$/.test(count)) throw noSample(`Unable to convert '${count}' to an integer.`);
  const grain = grainOf(size.toLowerCase().replace(/s+$/, ''));
  if (grain === undefined)
    throw noSample(
      `Invalid grain size '${size}'. Must be one of [${PLURALS.map((one) => `'${one}'`).join(', ')}].`,
    );
  return { start: shiftBy(grain, now, -Number(count)), end: now };
}
