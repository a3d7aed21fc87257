import type { Span } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import { inputPlace, rowPlace, rowsPlace } from '../../manifest/index.ts';
import type { YamlPath } from '../../project/yaml.ts';
import { lazySpan } from '../context/context.ts';
import { listOf, mappingOf } from '../context/data.ts';
import { placeIn } from '../properties/properties.ts';
import { fullRowFirst } from './fixture-values.ts';
import type { BuiltUnitTest } from './unit-tests.ts';

/** Where a unit test, its inputs and their rows stand, by the keys of Manifest.places. */
export function* unitTestPlaces({ node, entry, at }: BuiltUnitTest): Generator<readonly [string, Span]> {
  const span = (...path: YamlPath): Span => lazySpan(entry.file.shownPath, () => placeIn(entry, ...path));
  yield [node.unique_id, at];
  for (const [index, given] of listOf(entry.data.given).entries()) {
    yield [inputPlace(node.unique_id, index), span('given', index, 'input')];
    yield* partPlaces(node.unique_id, index, mappingOf(given), (...more) => span('given', index, ...more));
  }
  yield* partPlaces(node.unique_id, 'expect', mappingOf(entry.data.expect), (...more) =>
    span('expect', ...more),
  );
}

function* partPlaces(
  id: NodeId,
  part: number | 'expect',
  data: { readonly [key: string]: unknown },
  span: (...path: YamlPath) => Span,
): Generator<readonly [string, Span]> {
  const key = ['fixture', 'rows', 'input'].find((one) => data[one] !== undefined);
  yield [rowsPlace(id, part), span(...(key === undefined ? [] : [key]))];
  if (!Array.isArray(data.rows)) return;
  const rows = fullRowFirst([...data.rows.entries()], ([, row]) => mappingOf(row));
  for (const [row, [written]] of rows.entries()) yield [rowPlace(id, part, row), span('rows', written)];
}
