import { isUtf8 } from 'node:buffer';

const LINE_FEED = 10;

/** The first line with bytes that are no UTF-8, counted from 0; a character may go on after the end. */
export function wrongLine(bytes: Buffer): number | undefined {
  if (isUtf8(bytes.subarray(0, wholeCharacters(bytes)))) return undefined;
  let line = 0;
  for (let at = 0; ; line++) {
    const end = bytes.indexOf(LINE_FEED, at);
    if (end < 0 || !isUtf8(bytes.subarray(at, end))) return line;
    at = end + 1;
  }
}

/** Where the last character begins, when it has more than one byte; else the end. */
function wholeCharacters(bytes: Buffer): number {
  let at = bytes.length - 1;
  while (at > 0 && at > bytes.length - 4 && isContinuation(bytes[at])) at--;
  return (bytes[at] ?? 0) >= 0xc0 ? at : bytes.length;
}

const isContinuation = (byte = 0): boolean => (byte & 0xc0) === 0x80;
