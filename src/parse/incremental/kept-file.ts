import type { Json } from '../../core/json.ts';
import type { CapturedJson } from './captured-json.ts';
import { type ParseKeys, REASONS } from './keys.ts';
import { textHash } from './recorder.ts';

/** What is kept of one file. */
export interface FileFacts {
  /** A properties file as data. */
  yaml?: { readonly value: Json };
  /** The text is a template without mistakes. */
  template?: true;
  /** What nodes of this file mention, by id, with the hash of the properties that were looked at. */
  captures?: { [id: string]: readonly [properties: string, captured: CapturedJson] | null };
}

/** A file of the last parse: the hash of its text, and its facts as JSON. */
export interface KeptFile {
  readonly hash: string;
  readonly json: string;
}

/** What the last parse left behind. */
export interface KeptParse {
  readonly keys: ParseKeys;
  /** Variables of the environment that it read, with the hashes of their values. */
  readonly env: ReadonlyMap<string, string>;
  /** By path as users see it. */
  readonly files: ReadonlyMap<string, KeptFile>;
}

const FORMAT = 'tsdbt partial parse 1';
const END = '\nend ';

/** Writes it down: a line about the whole, a line per file, a checksum. `code` names the version of tsdbt. */
export function keptText({ keys, env, files }: KeptParse, code: string): string {
  const header = JSON.stringify({ code, keys, env: Object.fromEntries(env) });
  const lines = Array.from(files, ([path, { hash, json }]) => `${JSON.stringify(path)}\t${hash}\t${json}`);
  const body = [FORMAT, header, ...lines].join('\n');
  return `${body}${END}${textHash(body)}`;
}

/** What reading came to; `why` ends the sentence `Unable to do partial parsing because …`. */
export type ReadKept =
  | { readonly kind: 'kept'; readonly kept: KeptParse }
  | { readonly kind: 'unusable'; readonly why: string };

/** Reads what was written down; unusable when there is nothing, another version wrote it, or it is not whole. */
export function readKept(text: string | undefined, code: string): ReadKept {
  if (text === undefined) return unusable('saved manifest not found. Starting full parse.');
  const end = text.lastIndexOf(END);
  const body = text.slice(0, Math.max(end, 0));
  if (!body.startsWith(`${FORMAT}\n`) || text.slice(end + END.length) !== textHash(body)) return BROKEN;
  const [, header = '', ...lines] = body.split('\n');
  return readHeader(header, lines, code);
}

const unusable = (why: string): ReadKept => ({ kind: 'unusable', why });

const BROKEN = unusable('the saved parse cannot be read. Starting full parse.');

function readHeader(header: string, lines: readonly string[], code: string): ReadKept {
  const { code: writer, keys, env } = recordOf(JSON.parse(header));
  if (writer !== code) return unusable('of a version mismatch. Starting full parse.');
  const files = new Map<string, KeptFile>();
  for (const line of lines) {
    const [path = '', hash = '', json = ''] = line.split('\t');
    files.set(String(JSON.parse(path)), { hash, json });
  }
  const texts = (data: unknown): [string, string][] =>
    Object.entries(recordOf(data)).map(([name, value]) => [name, String(value)]);
  const known = new Map(texts(keys));
  const key = (name: keyof ParseKeys): string => known.get(name) ?? '';
  return {
    kind: 'kept',
    kept: {
      keys: {
        vars: key('vars'),
        profile: key('profile'),
        packages: key('packages'),
        project: key('project'),
        override: key('override'),
        macros: key('macros'),
      },
      env: new Map(texts(env)),
      files,
    },
  };
}

function recordOf(data: unknown): { readonly [key: string]: unknown } {
  return typeof data === 'object' && data !== null ? { ...data } : {};
}

/** The facts of a file, which the checksum vouches for. */
export const readFacts = (json: string): FileFacts => JSON.parse(json) as FileFacts; // our own last parse wrote it

/** The first reason, if any, why nothing can be taken from a parse with other keys. */
export function changedKey(before: ParseKeys, now: ParseKeys): string | null {
  for (const [name, why] of REASONS) if (before[name] !== now[name]) return why;
  return null;
}
