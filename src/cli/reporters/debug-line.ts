import type { Logged } from '../../core/events.ts';
import type { DbtLine } from '../dbt/line.ts';

/** `HH:MM:SS.ffffff [info ] [MainThread]: text`; the first line of an invocation comes after a rule with its id. */
export function debugLine(line: DbtLine, { at, run, thread }: Logged): string {
  const time = microseconds(at).slice(11, 26);
  const rule = '='.repeat(30);
  const head = line.name === 'MainReportVersion' ? `\n\n${rule} ${time} | ${run} ${rule}\n` : '';
  return `${head}${time} [${line.level.padEnd(5)}] [${thread.slice(0, 10).padEnd(10)}]: ${line.msg}`;
}

/** An ISO time with six digits of the second. */
export const microseconds = (at: string): string =>
  at.replace(/\.(\d+)Z$/, (_, digits: string) => `.${digits.padEnd(6, '0')}Z`);
