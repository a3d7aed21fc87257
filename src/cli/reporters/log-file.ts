import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logged, Sink } from '../../core/events.ts';

/** Older files are kept as dbt.log.1 … dbt.log.5. */
const KEPT = 5;

/** Text is written when this much has come together, when it is this old, and at the end of the command. */
const CHUNK = 64 * 1024;
const OLDEST_MS = 100;

/** How the log file is kept. */
export interface LogFileOptions {
  /** The log folder of a project that could not be opened; null: nothing is written then. */
  readonly fallback: string | null;
  /** Size at which the file is rolled over; 0: never. */
  readonly maxBytes: number;
  /** Makes the sink that formats lines. */
  readonly format: (write: (text: string) => void) => Sink;
}

/**
 * Writes `dbt.log` in the project's log folder. What happens before the folder is known waits for it;
 * a folder that cannot be written to silences the file, not the run.
 */
export function logFileReporter(options: LogFileOptions): Sink & { flush(): void } {
  const { maxBytes, format, fallback } = options;
  let path: string | null = null;
  let waiting = '';
  let broken = false;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (path === null || broken || waiting === '') return;
    broken = !append(path, waiting, maxBytes);
    waiting = '';
  };
  const write = format((text) => {
    waiting += text;
    if (waiting.length >= CHUNK) flush();
    else timer ??= setTimeout(flush, OLDEST_MS).unref();
  });
  const sink = (event: Logged): void => {
    write(event);
    if (event.type === 'project:opened') path = join(event.logPath, 'dbt.log');
    if (event.type === 'invocation:end' || event.type === 'fatal') flush();
  };
  const close = (): void => {
    if (path === null && fallback !== null) path = join(fallback, 'dbt.log');
    flush();
  };
  return Object.assign(sink, { flush: close });
}

function append(path: string, text: string, maxBytes: number): boolean {
  try {
    mkdirSync(join(path, '..'), { recursive: true });
    if (maxBytes > 0 && existsSync(path) && statSync(path).size + text.length > maxBytes) rollOver(path);
    appendFileSync(path, text);
    return true;
  } catch {
    return false;
  }
}

function rollOver(path: string): void {
  for (let i = KEPT - 1; i >= 1; i--)
    if (existsSync(`${path}.${i}`)) renameSync(`${path}.${i}`, `${path}.${i + 1}`);
  renameSync(path, `${path}.1`);
}
