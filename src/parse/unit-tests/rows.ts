import { failure, type Span } from '../../core/diagnostic.ts';
import { didYouMean } from '../../core/similar.ts';
import type { FixtureRow, UnitTestRows } from '../../manifest/index.ts';
import type { ProjectFile } from '../../project/project.ts';
import { isMapping, type YamlPath } from '../../project/yaml.ts';
import { mappingOf, textOf } from '../context/data.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';
import { csvRows } from './csv-rows.ts';
import type { FixtureFiles } from './fixture-files.ts';
import { fixtureRow } from './fixture-values.ts';

/** A part of a unit test that holds rows: an input, or what is expected. */
export interface RowsPart {
  readonly entry: PropertyEntry;
  /** `['given', 0]` or `['expect']`. */
  readonly path: YamlPath;
  /** dbt's word for it in messages. */
  readonly word: 'input' | 'expected';
}

/** The rows of a part, read from the YAML or its fixture; null where nothing is given. Throws TD206 at what does not fit the format. */
export function readRows(part: RowsPart, fixtures: FixtureFiles): UnitTestRows {
  const data = partData(part);
  const format = data.format === 'csv' || data.format === 'sql' ? data.format : 'dict';
  const fixture = textOf(data.fixture);
  return { rows: rowsOf(part, { format, fixture, rows: data.rows }, fixtures), format, fixture };
}

const partData = ({ entry, path }: RowsPart): { readonly [key: string]: unknown } => {
  const [key = '', at] = path;
  const value = entry.data[key];
  return mappingOf(typeof at === 'number' && Array.isArray(value) ? value[at] : value);
};

interface Written {
  readonly format: UnitTestRows['format'];
  readonly fixture: string | null;
  readonly rows: unknown;
}

function rowsOf(part: RowsPart, written: Written, fixtures: FixtureFiles): UnitTestRows['rows'] {
  const { format, fixture, rows } = written;
  if (format === 'dict') return dictRows(part, written);
  if (fixture !== null) return fileRows(part, format, fixture, fixtures);
  if (typeof rows !== 'string') throw wrongFormat(part, format, ' or fixtures', '  Expected string.');
  return format === 'sql' ? rows : csvRows(rows, placeOf(part, 'rows'));
}

function dictRows(part: RowsPart, { rows, fixture }: Written): readonly FixtureRow[] | null {
  if ((rows === undefined || rows === null) && fixture === null && part.word === 'input') return null;
  if (!Array.isArray(rows)) throw wrongFormat(part, 'dict', '', '');
  return rows.filter(isMapping).map((row) => fixtureRow(row));
}

function fileRows(
  part: RowsPart,
  format: 'csv' | 'sql',
  name: string,
  fixtures: FixtureFiles,
): UnitTestRows['rows'] {
  const { packageName } = part.entry.file;
  const file = fixtures.find(packageName, name);
  if (file === undefined) throw missingFile(part, name, fixtures.names(packageName));
  if (!file.path.endsWith(`.${format}`)) {
    const message = `the fixture '${name}' is ${file.path}, which does not match format ${format}`;
    throw failure('TD206', message, {
      at: placeOf(part, 'fixture'),
      help: `write format: ${endingOf(file)}`,
    });
  }
  const at = { file: file.shownPath, line: 1, column: 1 };
  return format === 'sql' ? file.text() : csvRows(file.text(), at);
}

const endingOf = ({ path }: ProjectFile): string => path.slice(path.lastIndexOf('.') + 1);

function missingFile(part: RowsPart, name: string, names: readonly string[]): Error {
  const message = `File not found for fixture '${name}' in unit tests in ${part.entry.file.path}`;
  const help = didYouMean(name, names) ?? `put it below tests/fixtures: tests/fixtures/${name}.csv`;
  return failure('TD206', message, { at: placeOf(part, 'fixture'), help });
}

function wrongFormat(part: RowsPart, format: string, or: string, more: string): Error {
  const message = `Unit test ${part.entry.name} has ${part.word} rows${or} which do not match format ${format}.${more}`;
  const help =
    format === 'dict' ? 'list the rows: - {id: 1, name: a}' : 'write the rows as a text: rows: | …';
  return failure('TD206', message, { at: placeOf(part, 'rows'), help });
}

const placeOf = ({ entry, path }: RowsPart, key: string): Span => placeIn(entry, ...path, key);
