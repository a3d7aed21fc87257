/**
 * Reads tar archives (ustar, pax, GNU's long names): an archive in memory → its entries.
 * Only files, folders and symbolic links come out; anything else, and anything broken, is a TarError.
 */

/** An entry of an archive; paths are as written, not to be trusted. */
export type TarEntry =
  | { readonly kind: 'file'; readonly path: string; readonly content: Uint8Array }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** What is wrong with an archive. */
export class TarError extends Error {}

const BLOCK = 512;

/** The entries in their order. Throws TarError. */
export function* readTar(archive: Buffer): Generator<TarEntry> {
  let named: Names = {};
  for (let offset = 0; offset + BLOCK <= archive.length; ) {
    const header = archive.subarray(offset, offset + BLOCK);
    if (header.every((byte) => byte === 0)) return;
    checkSum(header);
    const size = sizeOf(header);
    const content = archive.subarray(offset + BLOCK, offset + BLOCK + size);
    if (content.length < size) throw new TarError('it ends in the middle of a file');
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const names = namesFrom(typeOf(header), content);
    if (names !== undefined) {
      named = { ...named, ...names };
      continue;
    }
    yield entryOf(header, content, named);
    named = {};
  }
}

/** Names that stand in entries of their own, before the entry they belong to. */
interface Names {
  readonly path?: string;
  readonly target?: string;
}

const typeOf = (header: Buffer): string => String.fromCharCode(header[156] ?? 0);

function namesFrom(type: string, content: Buffer): Names | undefined {
  switch (type) {
    case 'g':
      return {};
    case 'x':
      return paxNames(content);
    case 'L':
      return { path: untilNul(content) };
    case 'K':
      return { target: untilNul(content) };
    default:
      return undefined;
  }
}

function entryOf(header: Buffer, content: Buffer, named: Names): TarEntry {
  const path = named.path ?? pathOf(header);
  const type = typeOf(header);
  switch (type) {
    case '0':
    case '\0':
    case '7':
      return path.endsWith('/') ? { kind: 'folder', path } : { kind: 'file', path, content };
    case '5':
      return { kind: 'folder', path };
    case '2':
      return { kind: 'link', path, target: named.target ?? untilNul(header.subarray(157, 257)) };
    default:
      throw new TarError(`${path} is neither a file, a folder nor a symbolic link (type '${type}')`);
  }
}

function pathOf(header: Buffer): string {
  const name = untilNul(header.subarray(0, 100));
  const hasPrefix = header.subarray(257, 262).toString('latin1') === 'ustar' && header[263] === 0x30;
  const prefix = hasPrefix ? untilNul(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function untilNul(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

/** Octal digits; archives with sizes in base 256 hold files of over 8 GB. */
function sizeOf(header: Buffer): number {
  const text = untilNul(header.subarray(124, 136)).trim();
  if (!/^[0-7]*$/.test(text)) throw new TarError('a size in it cannot be read');
  return text === '' ? 0 : Number.parseInt(text, 8);
}

/** The sum of the header's bytes, its own field taken as blanks. */
function checkSum(header: Buffer): void {
  const stated = Number.parseInt(untilNul(header.subarray(148, 156)).trim(), 8);
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  if (sum !== stated) throw new TarError('it is damaged, or no tar archive');
}

/** `<length> key=value\n`, again and again; the length counts the whole record in bytes. */
function paxNames(content: Buffer): Names {
  const found = new Map<string, string>();
  for (let start = 0; start < content.length; ) {
    const blank = content.indexOf(0x20, start);
    const length = Number(content.toString('latin1', start, Math.max(start, blank)));
    if (blank < 0 || !Number.isInteger(length) || length <= blank - start)
      throw new TarError('a pax header in it cannot be read');
    const [key = '', ...rest] = content.toString('utf8', blank + 1, start + length - 1).split('=');
    found.set(key, rest.join('='));
    start += length;
  }
  if (found.has('size')) throw new TarError('it holds a file that is too large');
  const path = found.get('path');
  const target = found.get('linkpath');
  return { ...(path === undefined ? {} : { path }), ...(target === undefined ? {} : { target }) };
}
