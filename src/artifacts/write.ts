import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failure, TsdbtError } from '../core/diagnostic.ts';

/** What goes into a file: a text, or its parts one after the other. */
export type Content = string | Iterable<string>;

/**
 * Writes a file whole or not at all: beside its place, then renamed over it; missing folders are made.
 * Rejects with TD702 when the disk is full, TD701 when the place cannot be written; nothing stays behind.
 */
export async function writeFileAtomic(path: string, content: Content): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path).slice(-80)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeParts(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeFailure(path, error);
  }
}

const CHUNK = 1 << 20;

/** The most bytes that one unit of a string makes. */
const WIDEST = 3;

async function writeParts(path: string, content: Content): Promise<void> {
  const file = await open(path, 'wx');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    let used = 0;
    for (const part of typeof content === 'string' ? [content] : content) {
      const most = part.length * WIDEST;
      if (used + most > CHUNK) {
        await file.writeFile(buffer.subarray(0, used));
        used = 0;
      }
      if (most > CHUNK) await file.writeFile(part);
      else used += buffer.write(part, used);
    }
    await file.writeFile(buffer.subarray(0, used));
  } finally {
    await file.close();
  }
}

/**
 * Writes small texts whole or not at all, at once. A file that holds the text already is left alone, but for the first one,
 * which shows whether there can be written at all. Throws TD701 or TD702.
 */
export function createTextWriter(): (path: string, text: string) => void {
  const own = randomBytes(6).toString('hex');
  let proven = false;
  return (path, text) => {
    if (proven && holds(path, text)) return;
    const temporary = join(dirname(path), `.${basename(path).slice(-80)}.${own}.tmp`);
    try {
      try {
        writeFileSync(temporary, text);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(temporary, text);
      }
      renameSync(temporary, path);
      proven = true;
    } catch (error) {
      removeIfThere(temporary);
      throw writeFailure(path, error);
    }
  };
}

/** Whether a file has this text: reading it takes a tenth of the time of making a new one. */
function holds(path: string, text: string): boolean {
  try {
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    return size === Buffer.byteLength(text) && readFileSync(path, 'utf8') === text;
  } catch {
    return false;
  }
}

/** Whatever keeps it from being removed is what kept it from being written. */
function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder is a file, or gone.
  }
}

/** What a failed write means for the user, in one line. */
export function writeFailure(path: string, error: unknown): TsdbtError {
  if (error instanceof TsdbtError) return error;
  const code = reasonInFolders(path, codeOf(error));
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return failure('TD702', `the disk is full: ${path} was not written`, {
      help: 'free some space, or write elsewhere with --target-path',
      cause: error,
    });
  }
  return failure('TD701', `cannot write ${path}: ${reasonOf(code, error)}`, {
    help: 'make the folder writable, or write elsewhere with --target-path',
    cause: error,
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EISDIR: 'a folder stands there',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  ENAMETOOLONG: 'the name is too long for the file system',
  EMFILE: 'too many open files',
};

/** Node says ENOENT for a folder that cannot be made, whatever the reason: the nearest folder that is there knows it. */
function reasonInFolders(path: string, code: string): string {
  let folder = dirname(path);
  while (code === 'ENOENT' && !existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  try {
    if (code === 'ENOENT') accessSync(folder, constants.W_OK);
    return code;
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

const reasonOf = (code: string, error: unknown): string =>
  REASONS[code] ?? (code || (error instanceof Error ? error.message : 'unknown reason'));
