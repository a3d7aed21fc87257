import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { failure, type Span } from '../../core/diagnostic.ts';
import { innerParts } from './safe-path.ts';

const SCHEMES = ['https', 'http', 'ssh', 'git', 'file', 'git+ssh', 'ssh+git'];

/**
 * Makes sure that git takes an address for an address: no option, no transport that runs a command (`ext::`), no odd scheme.
 * Out: the address, a path beside the project made absolute. TD121 when it is refused.
 */
export function safeAddress(address: string, root: string, at?: Span): string {
  const why = problemOf(address);
  if (why !== undefined) throw refuse(`git address '${address}'`, why, at);
  const isPath = !/^[\w+.-]+:\/\//.test(address) && !/^[^/]+:/.test(address);
  return isPath && !isAbsolute(address) && existsSync(resolve(root, address))
    ? resolve(root, address)
    : address;
}

function problemOf(address: string): string | undefined {
  if (/^\s*-/.test(address)) return 'it would be an option of git';
  if (hasControl(address)) return 'it holds control characters';
  if (/^[\w+.-]+::/.test(address)) return 'transports that run commands are not offered';
  const scheme = /^([\w+.-]+):\/\//.exec(address)?.[1]?.toLowerCase();
  if (scheme !== undefined && !SCHEMES.includes(scheme))
    return `${scheme}:// is none of ${SCHEMES.join(', ')}`;
  const host = /^(?:[\w+.-]+:\/\/)?(?:[^/@]*@)?([^/:]*)/.exec(address)?.[1] ?? '';
  return host.startsWith('-') ? 'its host would be an option of ssh' : undefined;
}

const hasControl = (text: string): boolean => [...text].some((letter) => letter < ' ' || letter === '\u007f');

/** The name of a branch or tag, or a commit; TD121 for what git would read otherwise. */
export function safeRevision(revision: string, at?: Span): string {
  const isName = /^[^-~^:?*[\\\s][^~^:?*[\\\s]*$/.test(revision) && !revision.includes('..');
  if (isName && !hasControl(revision)) return revision;
  throw refuse(`git revision '${revision}'`, 'it is no name of a branch, a tag or a commit', at);
}

/** A folder inside the repository; TD121 for one that leads out of it. */
export function safeSubdirectory(path: string, at?: Span): string {
  const parts = innerParts(path);
  if (parts !== undefined && parts.length > 0 && parts[0] !== '.git') return parts.join('/');
  throw refuse(`subdirectory '${path}'`, 'it leads outside of the repository', at);
}

const refuse = (what: string, why: string, at: Span | undefined) =>
  failure('TD121', `The ${what} is refused: ${why}`, at === undefined ? {} : { at });
