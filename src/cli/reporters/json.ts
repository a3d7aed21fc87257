import type { Logged, Sink } from '../../core/events.ts';
import type { JsonObject } from '../../core/json.ts';
import type { DbtLine, Level } from '../dbt/line.ts';
import type { Translator } from '../dbt/translate.ts';
import { microseconds } from './debug-line.ts';
import { isShown, isUnseen } from './plain.ts';

/** How JSON lines are chosen. */
export interface JsonFormat {
  readonly level: Level | null;
  readonly print: boolean;
  readonly pid: number;
  /** Variables `DBT_ENV_CUSTOM_ENV_X` by their `X`, for every line. */
  readonly extra: JsonObject;
  mask(text: string): string;
}

/** One line of JSON per event, in dbt's shape: `data`, and `info` with name, code, level, msg, thread, time. */
export function jsonReporter(translate: Translator, write: (text: string) => void, format: JsonFormat): Sink {
  return (event) => {
    if (isUnseen(event, format.level) || (event.type === 'template:print' && !format.print)) return;
    for (const line of translate(event)) {
      if (line.textOnly !== true && isShown(line, format.level))
        write(format.mask(`${jsonLine(line, event, format)}\n`));
    }
  };
}

/** A line of dbt's log as JSON. */
export function jsonLine(
  { name, code, level, msg, jsonMsg = msg, data }: DbtLine,
  { at, run, thread }: Logged,
  { pid, extra }: Pick<JsonFormat, 'pid' | 'extra'>,
): string {
  const info = {
    category: '',
    code,
    extra,
    invocation_id: run,
    level,
    msg: jsonMsg,
    name,
    pid,
    thread,
    ts: microseconds(at),
  };
  return JSON.stringify({ data, info });
}
