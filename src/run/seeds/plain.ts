/** What a cell is by its bytes, when it has the form that seeds are brought into; `odd`: its text must tell. */
export type Plain = (typeof PLAIN)[keyof typeof PLAIN];

/** Numbers, for they are made and compared once for each cell of a file. */
export const PLAIN = { odd: 0, integer: 1, decimal: 2, date: 4, timestamp: 8, boolean: 16 } as const;

const [ZERO, NINE, MINUS, POINT, BLANK, COLON] = [48, 57, 45, 46, 32, 58];
const DAYS = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Tells what a cell is: `-12`, `0.5`, `2024-01-05`, `2024-01-05 10:20:30`, `true`. */
export function plainKind(bytes: Buffer, start: number, end: number): Plain {
  const first = bytes[start] ?? 0;
  if (first > NINE) return isBoolean(bytes, start, end) ? PLAIN.boolean : PLAIN.odd;
  const begin = first === MINUS ? start + 1 : start;
  const point = digitsEnd(bytes, begin, end);
  if (point === begin || (bytes[begin] === ZERO && point > begin + 1)) return dateKind(bytes, start, end);
  if (point === end) return begin > start && bytes[begin] === ZERO ? PLAIN.odd : PLAIN.integer;
  if (bytes[point] !== POINT) return dateKind(bytes, start, end);
  const last = bytes[end - 1] ?? 0;
  return digitsEnd(bytes, point + 1, end) === end && last > ZERO && last <= NINE ? PLAIN.decimal : PLAIN.odd;
}

function digitsEnd(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(bytes[at])) at++;
  return at;
}

const isDigit = (byte = 0): boolean => byte >= ZERO && byte <= NINE;

function dateKind(bytes: Buffer, start: number, end: number): Plain {
  const length = end - start;
  if ((length !== 10 && length !== 19) || !isDate(bytes, start)) return PLAIN.odd;
  if (length === 10) return PLAIN.date;
  return isTime(bytes, start + 10) ? PLAIN.timestamp : PLAIN.odd;
}

function isDate(bytes: Buffer, at: number): boolean {
  if (bytes[at + 4] !== MINUS || bytes[at + 7] !== MINUS) return false;
  const year = pair(bytes, at) * 100 + pair(bytes, at + 2);
  const month = pair(bytes, at + 5);
  const day = pair(bytes, at + 8);
  // What is no pair of digits is NaN, and so is all that is reckoned with it.
  if (!(year >= 1 && day >= 1 && day <= (DAYS[month] ?? 0))) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

const isTime = (bytes: Buffer, at: number): boolean =>
  bytes[at] === BLANK &&
  pair(bytes, at + 1) < 24 &&
  bytes[at + 3] === COLON &&
  pair(bytes, at + 4) < 60 &&
  bytes[at + 6] === COLON &&
  pair(bytes, at + 7) < 60;

function pair(bytes: Buffer, at: number): number {
  return isDigit(bytes[at]) && isDigit(bytes[at + 1])
    ? (bytes[at] ?? 0) * 10 + (bytes[at + 1] ?? 0) - 11 * ZERO
    : Number.NaN;
}

const WORDS = [Buffer.from('true'), Buffer.from('false')];

const isBoolean = (bytes: Buffer, start: number, end: number): boolean =>
  WORDS.some((word) => word.length === end - start && word.every((byte, i) => bytes[start + i] === byte));
