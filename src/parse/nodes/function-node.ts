import { failure } from '../../core/diagnostic.ts';
import type { JsonObject } from '../../core/json.ts';
import type { FunctionNode } from '../../manifest/index.ts';
import { attempt } from '../context/context.ts';
import { listOf, objectOf } from '../context/data.ts';
import type { NodePatch } from '../properties/patch.ts';
import { placeIn } from '../properties/properties.ts';
import type { NodeBase, NodeSource } from './node-base.ts';
import type { Tools } from './tools.ts';

/** The node of a function of the warehouse: its properties say what goes in and what comes out. */
export function functionNode(
  tools: Tools,
  source: NodeSource,
  base: NodeBase,
  patch: NodePatch | null,
): FunctionNode {
  const given = patch?.entry.data.arguments;
  const arguments_ = listOf(given).map((one) => argumentOf(objectOf(one)));
  attempt(tools.context.report, () => checkOrder(source, patch, arguments_), { node: source.id });
  return {
    ...base.fields,
    resource_type: 'function',
    language: source.originalPath.endsWith('.py') ? 'python' : 'sql',
    arguments: arguments_,
    returns: returnsOf(objectOf(patch?.entry.data.returns)),
  };
}

const argumentOf = ({ name, data_type, description, default_value }: JsonObject): JsonObject => ({
  name: name ?? null,
  data_type: data_type ?? null,
  description: description ?? null,
  default_value: default_value ?? null,
});

/** Without properties nobody knows the type: the manifest then says what dbt's does. */
const returnsOf = ({ data_type, description }: JsonObject): JsonObject => ({
  data_type: data_type ?? 'INVALID_TYPE',
  description: description ?? null,
});

/** An argument with a default may be left out: so may all behind it. */
function checkOrder(source: NodeSource, patch: NodePatch | null, all: readonly JsonObject[]): void {
  const first = all.findIndex((one) => one.default_value !== null);
  const late = first < 0 ? -1 : all.findIndex((one, at) => at > first && one.default_value === null);
  if (late < 0 || patch === null) return;
  throw failure(
    'TD206',
    `Non-defaulted argument '${String(all[late]?.name)}' of function '${source.name}' comes after a defaulted argument. Non-defaulted arguments cannot come after defaulted arguments. Move it in front, or give it a default_value.`,
    { at: placeIn(patch.entry, 'arguments', late) },
  );
}
