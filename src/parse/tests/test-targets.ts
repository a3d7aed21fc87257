import type { Span } from '../../core/diagnostic.ts';
import type { YamlPath } from '../../project/yaml.ts';
import { listOf, mappingOf, textsOf } from '../context/data.ts';
import { columnTags } from '../properties/columns.ts';
import { versionColumns, versionOf } from '../properties/patch.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';

/** What a generic test is about. */
export interface TestTarget {
  readonly entry: PropertyEntry;
  /** `ref('x')` or `source('s', 't')`: the `model` argument of the test macro. */
  readonly reference: string;
  /** The name that test names are made with: `orders`, `orders_v2`, `raw_orders`. */
  readonly label: string;
  /** Before the test's own name: `source_` for sources. */
  readonly prefix: string;
  /** `models.orders` */
  readonly fileKey: string;
  readonly mention:
    | { readonly kind: 'ref'; readonly name: string; readonly version: string | number | null }
    | { readonly kind: 'source'; readonly source: string; readonly table: string };
}

/** One test of a target, as written. */
export interface WantedTest {
  readonly target: TestTarget;
  readonly written: unknown;
  readonly columnName: string | null;
  readonly tags: readonly string[];
  readonly at: () => Span;
}

type Data = { readonly [key: string]: unknown };

/** All tests of a model, seed or snapshot; each version of a model has its own. */
export function testsOfEntry(entry: PropertyEntry, quote: (name: string) => string): readonly WantedTest[] {
  const versions = listOf(entry.data.versions).map(mappingOf);
  if (versions.length === 0)
    return testsIn(
      nodeTarget(entry, null),
      entry.data,
      listOf(entry.data.columns).map(mappingOf),
      [],
      quote,
      [],
    );
  return versions.flatMap((version, i) => {
    const tests = version.data_tests ?? version.tests ?? entry.data.data_tests ?? entry.data.tests;
    const columns = versionColumns(entry.data.columns, version.columns);
    const data = { quote_columns: entry.data.quote_columns, data_tests: tests };
    return testsIn(nodeTarget(entry, versionOf(version.v)), data, columns, [], quote, ['versions', i]);
  });
}

function nodeTarget(entry: PropertyEntry, version: string | number | null): TestTarget {
  return {
    entry,
    reference: version === null ? `ref('${entry.name}')` : `ref('${entry.name}', version='${version}')`,
    label: version === null ? entry.name : `${entry.name}_v${version}`,
    prefix: '',
    fileKey: `${entry.section}.${entry.name}`,
    mention: { kind: 'ref', name: entry.name, version },
  };
}

/** All tests of one table of a source. */
export function testsOfTable(
  entry: PropertyEntry,
  table: Data,
  at: number,
  quote: (name: string) => string,
): readonly WantedTest[] {
  const name = String(table.name);
  const target: TestTarget = {
    entry,
    reference: `source('${entry.name}', '${name}')`,
    label: `${entry.name}_${name}`,
    prefix: 'source_',
    fileKey: `sources.${entry.name}`,
    mention: { kind: 'source', source: entry.name, table: name },
  };
  const tags = [...textsOf(entry.data.tags), ...textsOf(table.tags)];
  const data = { ...table, quote_columns: quotesColumns(entry.data, table) };
  return testsIn(target, data, listOf(table.columns).map(mappingOf), tags, quote, ['tables', at]);
}

/** What `quoting:` of a table says about its columns, else that of its source. */
const quotesColumns = (source: Data, table: Data): unknown =>
  mappingOf(table.quoting).column ?? mappingOf(source.quoting).column;

function testsIn(
  target: TestTarget,
  data: Data,
  columns: readonly Data[],
  tags: readonly string[],
  quote: (name: string) => string,
  way: YamlPath,
): readonly WantedTest[] {
  const of = (
    owner: Data,
    columnName: string | null,
    ownTags: readonly string[],
    path: YamlPath,
  ): readonly WantedTest[] => {
    const key = owner.data_tests === undefined ? 'tests' : 'data_tests';
    return listOf(owner[key]).map((written, i) => ({
      target,
      written,
      columnName,
      tags: ownTags,
      at: () => placeIn(target.entry, ...path, key, i),
    }));
  };
  const named = (column: Data): string => {
    const name = String(column.name);
    return column.quote === true || (column.quote !== false && data.quote_columns === true)
      ? quote(name)
      : name;
  };
  return [
    ...columns.flatMap((column, i) =>
      of(column, named(column), [...tags, ...columnTags(column)], [...way, 'columns', i]),
    ),
    ...of(data, null, tags, way),
  ];
}
