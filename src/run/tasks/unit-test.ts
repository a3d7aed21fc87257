import { compileUnitTest, expectOf, withTestName } from '../../compile/unit-tests/unit-test.ts';
import { type Diagnostic, failure } from '../../core/diagnostic.ts';
import type { SeedNode, UnitTestNode } from '../../manifest/index.ts';
import { seedShape } from '../seeds/seed-file.ts';
import { diffRows } from '../unit-tests/diff.ts';
import { diffText } from '../unit-tests/diff-text.ts';
import { sidesOf } from '../unit-tests/sides.ts';
import { runKept } from './model.ts';
import { columnTypes, csvFile } from './seed.ts';
import type { Task, TaskContext, TaskOutcome } from './task.ts';

/** Runs a unit test: its model on the given rows. Fails when other rows come out than are expected. */
export const unitTestTask: Task = async (context) => {
  const { node: test } = context;
  if (test.resource_type !== 'unit_test') throw failure('TD902', `a ${test.resource_type} is no unit test`);
  try {
    return await run(context, test);
  } catch (error) {
    throw withTestName(test, error);
  }
};

async function run(context: TaskContext, test: UnitTestNode): Promise<TaskOutcome> {
  const { runtime } = context;
  const session = await context.session();
  const unit = await context.timed('compile', () =>
    compileUnitTest(runtime, test, session, (seed) => seedColumns(context, seed)),
  );
  await context.writer.compiled(unit.node, unit.compiled.compiledCode);
  const { main } = await context.timed('execute', async () => {
    const node = await expectOf(runtime, test, unit, session);
    return runKept(context, node, unit.compiled);
  });
  if (main === null) throw failure('TD510', `main is not being called during running unit test ${test.name}`);
  const { response } = main;
  const diff = diffRows(sidesOf(main));
  return diff.same
    ? { status: 'pass', failures: 0, response }
    : { status: 'fail', failures: 1, response, ...verdict(context, test, diffText(diff)) };
}

function verdict(
  { runtime }: TaskContext,
  test: UnitTestNode,
  message: string,
): { readonly message: string; readonly diagnostic: Diagnostic } {
  const at = runtime.manifest.places.get(test.unique_id);
  const diagnostic = { code: 'TD512' as const, message, node: test.unique_id, ...(at ? { at } : {}) };
  return { message, diagnostic };
}

/** The columns of a seed that is not loaded, by its file. */
async function seedColumns({ runtime, projectRoot, signal }: TaskContext, seed: SeedNode) {
  const types = columnTypes(seed);
  const { columns } = await seedShape(csvFile(seed, projectRoot), new Set(types.keys()), signal);
  const { seedTypes } = runtime.adapter.types;
  return columns.map(({ name, type }) => ({ name, type: types.get(name) ?? seedTypes[type] }));
}
