import { closeSync, fdatasync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalLine } from './lines.ts';

/** A file to which lines are added. */
export interface Appender {
  /** Adds a line at once: whatever happens to the process, it is there. Throws what the system says. */
  add(line: JournalLine): void;
  close(): void;
}

/** How many journals are kept. */
const KEPT = 10;

/** Milliseconds between a line and the latest moment at which it is on the disk, not only with the system. */
const SYNC_EVERY = 1000;

/**
 * Makes a file in the folder, and removes the oldest ones. Lines are handed to the system one by one, which a kill cannot take
 * back; they are forced to the disk once a second, which a loss of power can cost a second of lines.
 */
export function openAppender(folder: string, name: string): Appender {
  mkdirSync(folder, { recursive: true });
  const own = latestName(folder, name);
  const file = openSync(join(folder, own), 'ax');
  removeOld(folder, own);
  let timer: NodeJS.Timeout | undefined;
  const sync = (): void => {
    timer = undefined;
    // What cannot be forced is with the system still.
    fdatasync(file, () => undefined);
  };
  return {
    add: (line) => {
      writeSync(file, `${JSON.stringify(line)}\n`);
      timer ??= setTimeout(sync, SYNC_EVERY).unref();
    },
    close: () => {
      clearTimeout(timer);
      closeSync(file);
    },
  };
}

const TIME = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3})Z/;

/** The name, with a time after that of all others: a clock that was set back does not make this journal an old one. */
function latestName(folder: string, name: string): string {
  const newest = readdirSync(folder).sort().at(-1);
  const [, hour, minute, second, rest] = TIME.exec(newest ?? '') ?? [];
  if (newest === undefined || newest < name || hour === undefined) return name;
  const next = new Date(Date.parse(`${hour}:${minute}:${second}.${rest}Z`) + 1);
  return name.replace(TIME, next.toISOString().replace(/[:.]/g, '-'));
}

/** Names begin with a time: the oldest come first. */
function removeOld(folder: string, own: string): void {
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl') && name !== own);
  for (const name of names.sort().slice(0, -(KEPT - 1))) rmSync(join(folder, name), { force: true });
}
