import { failure } from '../../core/diagnostic.ts';
import type { MacroId } from '../../core/ids.ts';
import { didYouMean } from '../../core/similar.ts';
import { isMapping } from '../../project/yaml.ts';
import type { Definition } from '../../template/index.ts';
import type { MacroParseContext } from '../context/context.ts';
import { TEST_CONFIGS } from './test-definition.ts';
import type { WantedTest } from './test-targets.ts';

const NEVER_PASSED: ReadonlySet<string> = new Set([
  'config',
  'name',
  'description',
  'test_name',
  'arguments',
  ...TEST_CONFIGS,
]);

/** Tests that are not rendered while the project is read: what is wrong with them is an error when they run, as in dbt. */
const UNREAD: ReadonlySet<string> = new Set(['macro.dbt.test_not_null', 'macro.dbt.test_unique']);

/** TD217 for an argument that the test's macro does not take; a warning for one that a standard test cannot do without, which dbt minds when the test runs. */
export function checkArguments(
  context: MacroParseContext,
  id: MacroId,
  macro: Definition,
  wanted: WantedTest,
): void {
  const names = macro.parameters.map((one) => one.name);
  const given = givenNames(wanted);
  const takesAny = /\bkwargs\b/.test(macro.body);
  const strange = takesAny ? undefined : given.find((name) => !names.includes(name));
  if (strange !== undefined) {
    const help =
      didYouMean(
        strange,
        names.filter((name) => name !== 'model'),
      ) ?? `it takes: ${names.join(', ')}`;
    const problem = failure('TD217', `macro 'test_${macro.tagName}' takes no keyword argument '${strange}'`, {
      at: wanted.at(),
      help,
    });
    if (!UNREAD.has(id)) throw problem;
    context.report({ ...problem.first, level: 'warn' });
  }
  if (!context.standard.has(id.split('.')[1] ?? '')) return;
  const missing = macro.parameters.find(
    (one) => !one.optional && one.name !== 'model' && !given.includes(one.name),
  );
  if (missing)
    context.report({
      code: 'TD217',
      level: 'warn',
      message: `test "${macro.tagName}" needs the argument '${missing.name}'`,
      at: wanted.at(),
      help: `add ${missing.name}: under arguments:`,
    });
}

/** Names of the arguments that a written test passes on, `column_name` included where it stands at a column. */
function givenNames({ written, columnName }: WantedTest): readonly string[] {
  const own = columnName === null ? [] : ['column_name'];
  if (!isMapping(written)) return own;
  const body = 'test_name' in written ? written : Object.values(written)[0];
  if (!isMapping(body)) return own;
  const nested = isMapping(body.arguments) ? Object.keys(body.arguments) : [];
  return [...own, ...[...Object.keys(body), ...nested].filter((key) => !NEVER_PASSED.has(key))];
}
