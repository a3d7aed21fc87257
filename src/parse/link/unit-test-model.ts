import { failure, type Span } from '../../core/diagnostic.ts';
import type { ModelNode, UnitTestNode } from '../../manifest/index.ts';

/** A model that asks is_incremental() is tested with an answer to it, and with rows of its own table where that is yes: TD206. */
export function checkIncremental(test: UnitTestNode, model: ModelNode, place: (key: string) => Span): void {
  if (!model.depends_on.macros.some((id) => id === 'macro.dbt.is_incremental')) return;
  const answer = test.overrides?.macros.is_incremental;
  if (typeof answer !== 'boolean') {
    const message = `Boolean override for 'is_incremental' must be provided for unit test '${test.name}' in model '${model.name}'`;
    const help = 'overrides: {macros: {is_incremental: false}}';
    throw failure('TD206', message, { at: place('overrides'), help });
  }
  if (!answer || test.given.some(({ input }) => input.trim() === 'this')) return;
  const message = `Unit test '${test.name}' for incremental model '${model.name}' must have a 'this' input`;
  throw failure('TD206', message, { at: place('given'), help: 'add to given: - input: this' });
}

/** The versions of a model that a test is for; null for a model without versions. Throws TD206 at `place`. */
export function testedVersions(
  test: UnitTestNode,
  model: ModelNode,
  models: readonly ModelNode[],
  place: () => Span,
): readonly ModelNode[] | null {
  const { include, exclude } = test.versions ?? {};
  const chosen = (include?.length ?? 0) > 0 || (exclude?.length ?? 0) > 0;
  if (model.version === null) {
    if (!chosen) return null;
    const message = `Unit test '${test.name}' should not have a versions include or exclude when referencing non-versioned model '${model.name}'`;
    throw failure('TD206', message, { at: place(), help: 'take the versions out' });
  }
  const all = models.filter(
    (one) => one.name === model.name && one.package_name === model.package_name && one.version !== null,
  );
  const wanted = all.filter(({ version }) => {
    if (exclude?.length) return !names(exclude, version);
    return include?.length ? names(include, version) : true;
  });
  if (wanted.length > 0) return wanted;
  const message = `Unit test '${test.name}' referenced a version of '${model.name}' which was not found.`;
  const help = `there is ${all.map(({ version }) => version).join(', ')}`;
  throw failure('TD206', message, { at: place(), help });
}

const names = (list: readonly (string | number)[], version: string | number | null): boolean =>
  list.some((one) => String(one) === String(version));
