import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { timestampText } from './clock.ts';
import { type BankEvent, TABLES, type Table } from './event.ts';

const HEADER = 'id,sequence,event_type,event,recorded_at\n';
const BUFFER = 1 << 18;

/** One event as a line of CSV, with its payload as JSON. */
export function csvLine(event: BankEvent): string {
  const json = JSON.stringify(event.payload).replaceAll('"', '""');
  return `${event.id},${event.sequence},${event.type},"${json}",${timestampText(event.at)}\n`;
}

interface TableFile {
  readonly handle: FileHandle;
  buffered: string;
}

/**
 * Writes batches of events into one CSV file a table, and returns how many there were.
 * A full buffer is on disk before the next batch is asked for, so memory does not grow with size.
 */
export async function writeTables(folder: string, batches: Iterable<readonly BankEvent[]>): Promise<number> {
  await mkdir(folder, { recursive: true });
  const files = await openFiles(folder);
  let count = 0;
  try {
    for (const batch of batches) {
      for (const event of batch) fileOf(files, event.table).buffered += csvLine(event);
      count += batch.length;
      await flush(files, BUFFER);
    }
    await flush(files, 1);
  } finally {
    for (const file of files.values()) await file.handle.close();
  }
  return count;
}

async function openFiles(folder: string): Promise<Map<Table, TableFile>> {
  const files = new Map<Table, TableFile>();
  for (const table of TABLES) {
    const handle = await open(join(folder, `${table}.csv`), 'w');
    files.set(table, { handle, buffered: HEADER });
  }
  return files;
}

function fileOf(files: ReadonlyMap<Table, TableFile>, table: Table): TableFile {
  const file = files.get(table);
  if (!file) throw new Error(`no file is open for table ${table}`);
  return file;
}

async function flush(files: ReadonlyMap<Table, TableFile>, atLeast: number): Promise<void> {
  for (const file of files.values()) {
    if (file.buffered.length < atLeast) continue;
    await file.handle.write(file.buffered);
    file.buffered = '';
  }
}
