import type { ModelNode, TestNode } from '../../manifest/index.ts';
import type { Built } from '../nodes/built.ts';

/** Infers the primary key of each model from constraints, else from its unique and not_null tests (disabled ones too), in place. */
export function inferPrimaryKeys(enabled: readonly Built[], all: readonly Built[]): void {
  const tests = new Map<string, TestNode[]>();
  for (const { node } of all) {
    if (node.resource_type !== 'test' || !node.attached_node) continue;
    const known = tests.get(node.attached_node);
    if (known) known.push(node);
    else tests.set(node.attached_node, [node]);
  }
  for (const { node } of enabled) {
    if (node.resource_type === 'model')
      node.primary_key = [...new Set(keyOf(node, tests.get(node.unique_id) ?? []))].toSorted();
  }
}

function keyOf(node: ModelNode, tests: readonly TestNode[]): readonly string[] {
  const constraint = node.constraints.find((one) => one.type === 'primary_key');
  if (constraint && Array.isArray(constraint.columns)) return constraint.columns.map(String);
  const column = Object.values(node.columns).find((one) =>
    one.constraints.some(({ type }) => type === 'primary_key'),
  );
  return column ? [column.name] : testedKey(tests);
}

function testedKey(tests: readonly TestNode[]): readonly string[] {
  const uniqueTests = tests.filter((test) => UNIQUE.has(test.test_metadata?.name ?? ''));
  const anyUnique = uniqueTests.flatMap(columnsOf);
  if (anyUnique.length === 0) return [];
  const both = tests
    .filter((test) => test.test_metadata?.name === 'not_null')
    .flatMap(columnsOf)
    .filter((column) => anyUnique.includes(column));
  if (both.length > 0) return both;
  const enabled = uniqueTests.filter((test) => test.config.enabled).flatMap(columnsOf);
  return enabled.length > 0 ? enabled : anyUnique;
}

const UNIQUE: ReadonlySet<string> = new Set(['unique', 'unique_combination_of_columns']);

function columnsOf(test: TestNode): readonly string[] {
  const { column_name: column, combination_of_columns: columns } = test.test_metadata?.kwargs ?? {};
  if (typeof column === 'string') return [column];
  return Array.isArray(columns) ? columns.filter((one): one is string => typeof one === 'string') : [];
}
