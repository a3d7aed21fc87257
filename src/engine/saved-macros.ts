import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SavedMacros } from '../parse/index.ts';
import type { SavedDefinition } from '../template/index.ts';

/** Definitions of macro files by the hash of their text. */
type Saved = Readonly<Record<string, readonly SavedDefinition[]>>;

/** Beside the bundle; sources have none and read their macros. */
const FILE = 'standard-macros.json';

/** Answers from what the build has found in the standard library; only files whose text is still the same are known. */
export function savedMacros(folder: string = join(import.meta.dirname, '..')): SavedMacros {
  const saved = readSaved(join(folder, FILE));
  return (text) => saved[textHash(text)];
}

/** The key of a text. */
export const textHash = (text: string): string => hash('sha1', text, 'base64');

function readSaved(path: string): Saved {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Saved; // our own build wrote it
  } catch {
    return {};
  }
}
