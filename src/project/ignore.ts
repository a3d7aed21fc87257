import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from './read-text.ts';

/** Says whether a path (relative to the package, `/` between parts) is to be left out. */
export type Ignore = (path: string) => boolean;

/** The rules of `.dbtignore` in a folder; nothing is left out where there is no such file. */
export function readIgnoreFile(root: string): Ignore {
  const path = join(root, '.dbtignore');
  return existsSync(path) ? parseIgnore(readText(path, '.dbtignore')) : () => false;
}

/** Rules as .gitignore has them; the last rule that fits a file decides. */
export function parseIgnore(text: string): Ignore {
  const rules = text.split(/\r?\n/).flatMap(parseRule);
  if (rules.length === 0) return () => false;
  return (path) => rules.findLast((rule) => rule.pattern.test(path))?.leaveOut ?? false;
}

interface Rule {
  readonly pattern: RegExp;
  readonly leaveOut: boolean;
}

function parseRule(line: string): Rule[] {
  const text = line.replace(/^\ufeff/, '').replace(/(?<!\\)\s+$/, '');
  if (text === '' || text.startsWith('#')) return [];
  const leaveOut = !text.startsWith('!');
  const glob = leaveOut ? text.replace(/^\\(?=[#!])/, '') : text.slice(1);
  const folderOnly = glob.endsWith('/');
  const body = folderOnly ? glob.slice(0, -1) : glob;
  const anchored = body.includes('/');
  const start = anchored ? '^' : '^(?:.*/)?';
  const end = folderOnly ? '/' : '(?:/|$)';
  const pattern = body === '' ? undefined : compiled(start + globSource(body.replace(/^\//, '')) + end);
  return pattern === undefined ? [] : [{ pattern, leaveOut }];
}

/** A rule that is no pattern, such as `[z-a]`, fits nothing. */
function compiled(source: string): RegExp | undefined {
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
}

const PARTS = /\*\*\/|\/\*\*$|\*+|\?|\[!?\]?[^\]]*\]|\\.|[^*?[\\/]+|\/|./gs;

const globSource = (glob: string): string => glob.replaceAll(PARTS, partSource);

function partSource(part: string): string {
  if (part === '**/') return '(?:.*/)?';
  if (part === '/**') return '/.*';
  if (part.startsWith('*')) return '[^/]*';
  if (part === '?') return '[^/]';
  if (part.length > 2 && part.startsWith('[')) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
  return part.replace(/^\\/, '').replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
