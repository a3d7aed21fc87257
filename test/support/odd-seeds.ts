import fc from 'fast-check';

/** A CSV file as somebody might write it. */
export interface OddSeed {
  readonly text: string;
  readonly delimiter: string;
}

const few = fc.nat({ max: 999 });
const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
const day = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), two(13), two(32))
  .map(([y, m, d]) => `${String(y).padStart(4, '0')}-${m}-${d}`);
const goodDay = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const time = fc.tuple(two(23), two(59), two(59)).map((parts) => parts.join(':'));

const NUMBERS = [
  '0',
  '-0',
  '007',
  '+1',
  '1e5',
  '1E-3',
  '"1,000"',
  '$5',
  '5%',
  '-1.50',
  '1.0',
  '.5',
  '5.',
  '1_000',
  ' 7 ',
  '--1',
  '1.2.3',
];
const LARGE = [
  '2147483647',
  '2147483648',
  '-2147483649',
  '9223372036854775807',
  '123456789012345678901.5',
  '1e400',
  '1e-400',
  '32768',
  '-32769',
  'NaN',
  'inf',
  '0.1',
  '1e-320',
];
const TIMES = [
  '2024-1-5',
  '2024-02-30',
  '2024-01-05 1:02:03',
  '2024-01-05 24:00:00',
  '2024-01-05T10:00:00.25Z',
  '20240105T1030+0200',
  '2024-01-05T10',
  '12:30',
  '2024-01-05 01:02:03.5',
  'infinity',
  '0000-01-01',
  '10000-01-01',
];
const WORDS = [
  'null',
  'NULL',
  ' null ',
  'Null',
  'nulls',
  'NA',
  'N/A',
  'n',
  'none',
  'true',
  'True',
  'FALSE',
  'yes',
  't',
  '-',
  '\\N',
  '\\.',
  '\\',
  'a\tb',
  "it's",
];
const BLANKS = ['', ' ', '  ', '\u00a0', '\ufeff', '\u3000x', '😀', 'é', 'x '];

/** Texts of one kind, as they stand together in a column. */
const POOLS = [
  fc.integer().map(String),
  fc.oneof(few.map(String), fc.constantFrom(...NUMBERS)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.tuple(few, few).map(([whole, part]) => `${whole}.${part}`),
  fc.oneof(few.map(String), fc.constantFrom(...LARGE)),
  goodDay,
  fc.oneof({ weight: 9, arbitrary: goodDay }, { weight: 1, arbitrary: day }),
  fc.tuple(goodDay, time).map((parts) => parts.join(' ')),
  fc
    .tuple(goodDay, time, fc.constantFrom('', 'Z', '.5', '.123456Z', '+02:00', '-05'))
    .map(([d, t, rest]) => `${d}T${t}${rest}`),
  fc.constantFrom(...TIMES),
  fc.constantFrom('true', 'false'),
  fc.constantFrom('true', 'False', 'TRUE', 'false'),
  fc.constantFrom(...WORDS),
  fc.oneof(fc.constantFrom(...WORDS, ...BLANKS), fc.string({ unit: 'binary', maxLength: 12 })),
  fc.string({ maxLength: 60 }),
];
const STRANGE = fc.constantFrom(...NUMBERS, ...TIMES, ...WORDS, ...BLANKS);

/** One column: nearly all of one kind. */
const column = (rows: number) =>
  fc.constantFrom(...POOLS).chain((pool) =>
    fc
      .tuple(
        fc.array(pool, { minLength: rows, maxLength: rows }),
        fc.array(fc.record({ at: fc.nat({ max: 2 * rows }), text: fc.oneof(fc.constant(''), STRANGE) }), {
          maxLength: 3,
        }),
      )
      .map(([cells, others]) =>
        others.reduce((all, { at, text }) => (at < rows ? all.with(at, text) : all), cells),
      ),
  );

/** Files with columns of all kinds, quoted here and there, with ends of lines of all kinds. */
export const oddSeeds: fc.Arbitrary<OddSeed> = fc
  .record({
    delimiter: fc.constantFrom(',', ',', ',', ';', '\t', '|', 'é', '；'),
    columns: fc
      .integer({ min: 1, max: 20 })
      .chain((rows) => fc.array(column(rows), { minLength: 1, maxLength: 5 })),
    lineEnd: fc.constantFrom('\n', '\n', '\r\n', '\r'),
    quotes: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
    mark: fc.constantFrom('', '', '\ufeff'),
    last: fc.boolean(),
  })
  .map(({ delimiter, columns, lineEnd, quotes, mark, last }) => {
    const header = columns.map((_, index) => `c${index}`).join(delimiter);
    const lines = (columns[0] ?? []).map((_, row) => {
      const cells = columns.map((cells) => written(cells[row] ?? '', delimiter, quotes.next().value));
      const line = cells.join(delimiter);
      return quotes.next().value === 0 ? `${lineEnd}${line}` : line;
    });
    return { delimiter, text: `${mark}${[header, ...lines].join(lineEnd)}${last ? lineEnd : ''}` };
  });

/** Quoted where it must be, or by a whim. */
function written(cell: string, delimiter: string, whim: number): string {
  const must = cell.includes(delimiter) || /[\r\n"]/.test(cell);
  return must || whim === 0 ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Files made of the pieces that CSV is made of, in any order. */
export const brokenSeeds: fc.Arbitrary<OddSeed> = fc
  .array(
    fc.constantFrom(
      ',',
      ',',
      '"',
      '"',
      '""',
      '\n',
      '\r',
      '\r\n',
      'a',
      '1',
      ' ',
      'é',
      'null',
      '2024-01-01',
      '😀',
    ),
    { maxLength: 40 },
  )
  .map((pieces) => ({ delimiter: ',', text: pieces.join('') }));
