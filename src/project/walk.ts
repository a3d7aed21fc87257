import { type Dirent, readdirSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { failure } from '../core/diagnostic.ts';
import { isMissing, reason } from './read-text.ts';

/**
 * All files under a folder, relative to it, `/` between parts: a folder's own files first, then its subfolders,
 * both by name. Links to files are files, links to folders are not followed. A folder that is not there is empty;
 * one that cannot be read is a TD114.
 */
export function walk(folder: string, leaveOut: ReadonlySet<string>): string[] {
  const files: string[] = [];
  visit(folder, '', leaveOut, files);
  return files;
}

function visit(folder: string, prefix: string, leaveOut: ReadonlySet<string>, files: string[]): void {
  const folders: string[] = [];
  for (const entry of entriesOf(folder)) {
    if (entry.isDirectory()) folders.push(entry.name);
    else if (isFile(folder, entry)) files.push(prefix + entry.name);
  }
  for (const name of folders) {
    const path = `${folder}${sep}${name}`;
    if (!leaveOut.has(path)) visit(path, `${prefix}${name}/`, leaveOut, files);
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (isMissing(error)) return [];
    throw failure('TD114', `${folder} cannot be read: ${reason(error)}`, { cause: error });
  }
}

function isFile(folder: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statSync(`${folder}${sep}${entry.name}`, { throwIfNoEntry: false })?.isFile() ?? false;
}
