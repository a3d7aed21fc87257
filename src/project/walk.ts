import { type Dirent, readdirSync, statSync } from 'node:fs';

/**
 * All files under a folder, relative to it, `/` between parts: a folder's own files first, then its subfolders,
 * both by name. Links to files are files, links to folders are not followed. A folder that is not there is empty.
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
    const path = `${folder}/${name}`;
    if (!leaveOut.has(path)) visit(path, `${prefix}${name}/`, leaveOut, files);
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function isFile(folder: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statSync(`${folder}/${entry.name}`, { throwIfNoEntry: false })?.isFile() ?? false;
}
