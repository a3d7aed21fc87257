/** bytes: what `'text'.encode()` gives. */
import { hostFunction } from './call.ts';
import { isInt } from './numbers.ts';
import { str } from './print.ts';
import { PyError, PyObject, type Value } from './value.ts';

/** Bytes, immutable. */
export class PyBytes extends PyObject {
  readonly typeName = 'bytes';
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    super();
    this.bytes = bytes;
  }
  override attribute(name: string): Value | undefined {
    if (name === 'decode') return hostFunction(name, ['encoding?', 'errors?'], () => this.#text());
    return name === 'hex' ? hostFunction(name, [], () => Buffer.from(this.bytes).toString('hex')) : undefined;
  }
  #text(): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes);
    } catch {
      throw new PyError('UnicodeDecodeError', "'utf-8' codec can't decode the bytes");
    }
  }
  override item(key: Value): Value | undefined {
    return isInt(key) ? this.bytes.at(Number(key)) : undefined;
  }
  override iterate(): Iterable<Value> {
    return this.bytes;
  }
  override length(): number {
    return this.bytes.length;
  }
  override equals(other: Value): boolean {
    return other instanceof PyBytes && Buffer.compare(other.bytes, this.bytes) === 0;
  }
  override hash(): unknown {
    return `\u0000bytes${Buffer.from(this.bytes).toString('latin1')}`;
  }
  str(): string {
    const letters = Array.from(this.bytes, shown).join('');
    return letters.includes("'") && !letters.includes('"')
      ? `b"${letters}"`
      : `b'${letters.replaceAll("'", "\\'")}'`;
  }
}

const ESCAPES: ReadonlyMap<number, string> = new Map([
  [9, '\\t'],
  [10, '\\n'],
  [13, '\\r'],
  [92, '\\\\'],
]);

function shown(byte: number): string {
  const known = ESCAPES.get(byte);
  if (known !== undefined) return known;
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** str.encode(encoding); a PyError where the encoding is not offered or lacks a character. */
export function encode(text: string, encoding: Value | undefined): PyBytes {
  const name = encoding === undefined ? 'utf8' : str(encoding).toLowerCase().replaceAll(/[-_]/g, '');
  if (name === 'utf8') return new PyBytes(new TextEncoder().encode(text));
  const highest = new Map([
    ['ascii', 127],
    ['latin1', 255],
    ['iso88591', 255],
  ]).get(name);
  if (highest === undefined) throw new PyError('LookupError', `unknown encoding: ${str(encoding ?? '')}`);
  const bytes = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  if (bytes.some((byte) => byte > highest)) {
    throw new PyError(
      'UnicodeEncodeError',
      `'${name}' codec can't encode a character: ordinal not in range(${highest + 1})`,
    );
  }
  return new PyBytes(Uint8Array.from(bytes));
}
