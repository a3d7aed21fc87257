import type { Diagnostic } from '../../core/diagnostic.ts';
import { projectFlag } from '../context/context.ts';
import type { Built } from '../nodes/built.ts';
import type { Tools } from '../nodes/tools.ts';
import type { PropertyEntry } from '../properties/properties.ts';
import type { BuiltSource } from '../resources/sources.ts';
import { buildGenericTest } from './generic-tests.ts';
import { createOldSpellings } from './old-spellings.ts';
import { testsOfEntry, testsOfTable, type WantedTest } from './test-targets.ts';

/** A generic test with what asked for it. */
export interface BuiltTest {
  readonly built: Built;
  readonly wanted: WantedTest;
}

const TESTABLE: ReadonlySet<string> = new Set(['models', 'seeds', 'snapshots']);

/** Builds all generic tests of models, seeds, snapshots and sources. */
export function buildAllTests(
  tools: Tools,
  entries: readonly PropertyEntry[],
  sources: readonly BuiltSource[],
): readonly BuiltTest[] {
  const { context } = tools;
  const { quote: mark } = context.world.adapter.identifiers;
  const quote = (name: string): string => `${mark}${name}${mark}`;
  const wanted = [
    ...entries.filter(({ section }) => TESTABLE.has(section)).flatMap((entry) => testsOfEntry(entry, quote)),
    ...sources.flatMap(({ entry, table, position }) => testsOfTable(entry, table, position, quote)),
  ];
  const nested = projectFlag(context, 'require_generic_test_arguments_property', true);
  const old = createOldSpellings(context.world.flags.SHOW_ALL_DEPRECATIONS === true);
  const tests = wanted.flatMap((one) => {
    const built = buildGenericTest(tools, one, nested, old.note);
    return built === undefined ? [] : [{ built, wanted: one }];
  });
  for (const diagnostic of old.diagnostics()) context.report(diagnostic);
  return tests;
}

/** Names of tests that stand twice on the same thing: TD203. */
export function duplicateTest(test: BuiltTest, first: BuiltTest): Diagnostic {
  const { node } = test.built;
  const { columnName, target } = test.wanted;
  const column = columnName === null ? '' : `column "${columnName}" in `;
  const where = (one: BuiltTest): string =>
    `\n- ${one.built.node.unique_id} (${one.built.node.original_file_path})`;
  return {
    code: 'TD203',
    message: `dbt found two data_tests with the name "${node.name}" defined on ${column}"${target.fileKey}".${where(first)}${where(test)}`,
    at: test.built.at,
    node: node.unique_id,
    help: 'take one of the two out, or give one a name of its own: name: …',
  };
}
