import type { Logged, Sink } from '../../core/events.ts';
import { type DbtLine, LEVELS, type Level } from '../dbt/line.ts';
import type { Translator } from '../dbt/translate.ts';
import { debugLine } from './debug-line.ts';

/** How a console or file prints lines. */
export interface LineFormat {
  /** Least level; null: data only (`--log-level none`). */
  readonly level: Level | null;
  /** debug: microseconds, level and thread in front of each line. */
  readonly format: 'text' | 'debug';
  /** False: print() of templates shows nothing. */
  readonly print: boolean;
  mask(text: string): string;
}

/** Whether a line is at least of this level; data always is. */
export const isShown = (line: DbtLine, level: Level | null): boolean =>
  line.print === true || (level !== null && LEVELS.indexOf(line.level) >= LEVELS.indexOf(level));

/** Whether an event can become no line of this level: most events of a run are such. */
export const isUnseen = ({ type }: Logged, level: Level | null): boolean =>
  level !== 'debug' && (type === 'statement:start' || type === 'statement:end');

/** Lines as dbt prints them: `HH:MM:SS  text` in UTC, data as it is. */
export function plainReporter(
  translate: Translator,
  write: (text: string) => void,
  format: LineFormat,
): Sink {
  return (event) => {
    if (isUnseen(event, format.level) || (event.type === 'template:print' && !format.print)) return;
    for (const line of translate(event)) {
      if (!isShown(line, format.level)) continue;
      const text = format.format === 'debug' ? debugLine(line, event) : textLine(line, event.at);
      write(format.mask(`${text}\n`));
    }
  };
}

const textLine = (line: DbtLine, at: string): string =>
  line.print ? line.msg : `${at.slice(11, 19)}  ${line.msg}`;
