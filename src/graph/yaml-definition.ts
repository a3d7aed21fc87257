import type { Json, JsonObject } from '../core/json.ts';
import { makeCriterion, parseCriterion } from './selector.ts';
import type { Combination, IndirectSelection, Spec } from './spec.ts';

/** What a definition is read with. */
export interface DefinitionContext {
  /** Selectors that stand above. */
  readonly known: ReadonlyMap<string, Spec>;
  readonly indirect: IndirectSelection;
  /** The error for a message, TD405 with the selector's name. */
  fail(message: string): Error;
}

/** A definition of selectors.yml: a text, `{method, value, …}`, `{method: value}`, `{union: […]}`, `{intersection: […]}`. */
export function parseDefinition(definition: Json, context: DefinitionContext, root = false): Spec {
  if (typeof definition === 'string') return parseCriterion(definition, context.indirect);
  if (!isObject(definition)) {
    throw context.fail(
      `Expected to find union, intersection, str or dict, instead found ${JSON.stringify(definition)}`,
    );
  }
  const keys = Object.keys(definition);
  const operator = keys.find((key) => key === 'union' || key === 'intersection');
  if (operator === undefined) return parseCriterionObject(definition, context);
  if (root && keys.length > 1) {
    throw context.fail(
      `Only a single 'union' or 'intersection' key is allowed in a root level selector definition; found ${keys.join(',')}.`,
    );
  }
  return parseCombination('union' in definition ? 'union' : 'intersection', definition, context);
}

function parseCombination(
  kind: 'union' | 'intersection',
  definition: JsonObject,
  context: DefinitionContext,
): Spec {
  const parts: Spec[] = [];
  let excluded: Spec | undefined;
  for (const part of listAt(definition, kind, context)) {
    if (!isObject(part) || !('exclude' in part) || 'method' in part) {
      parts.push(parseDefinition(part, context));
      continue;
    }
    if (excluded !== undefined) {
      throw context.fail('You cannot provide multiple exclude arguments to the same selector set operator');
    }
    excluded = exclusion(part, context);
  }
  return without({ kind, parts, indirect: 'eager' }, excluded);
}

function exclusion(definition: JsonObject, context: DefinitionContext): Combination {
  const parts = listAt(definition, 'exclude', context).map((part) => parseDefinition(part, context));
  return { kind: 'union', parts, indirect: 'eager' };
}

const without = (spec: Spec, excluded: Spec | undefined): Spec =>
  excluded === undefined ? spec : { kind: 'difference', parts: [spec, excluded], indirect: 'eager' };

function parseCriterionObject(definition: JsonObject, context: DefinitionContext): Spec {
  const keys = Object.keys(definition);
  const [only] = keys;
  if (keys.length === 1 && only !== undefined)
    return parseMethod(only, definition[only] ?? null, {}, context);
  const { method, value } = definition;
  if (method === 'selector') return inherited(String(value), context);
  if (typeof method !== 'string' || value === undefined) {
    throw context.fail(
      `Expected either 1 key or else "method" and "value" keys, but got [${keys.join(', ')}]`,
    );
  }
  const base = parseMethod(method, value, definition, context);
  return without(base, 'exclude' in definition ? exclusion(definition, context) : undefined);
}

function inherited(name: string, context: DefinitionContext): Spec {
  const spec = context.known.get(name);
  if (spec === undefined) throw context.fail(`Existing selector definition for ${name} not found.`);
  return spec;
}

function parseMethod(method: string, value: Json, more: JsonObject, context: DefinitionContext): Spec {
  return makeCriterion({
    raw: JSON.stringify({ method, value }),
    method,
    value,
    childrensParents: isSet(more.childrens_parents),
    parents: depth(more.parents, more.parents_depth, context),
    children: depth(more.children, more.children_depth, context),
    indirect: indirectMode(more.indirect_selection, context),
  });
}

const isSet = (value: Json | undefined): boolean => Boolean(value);

function depth(
  wanted: Json | undefined,
  steps: Json | undefined,
  context: DefinitionContext,
): number | undefined | null {
  if (!isSet(wanted)) return null;
  if (!isSet(steps)) return undefined;
  const count = Number(steps);
  if (!Number.isInteger(count))
    throw context.fail(`Invalid node spec - could not handle parent depth ${String(steps)}`);
  return count;
}

const MODES: readonly IndirectSelection[] = ['eager', 'cautious', 'buildable', 'empty'];

function indirectMode(value: Json | undefined, context: DefinitionContext): IndirectSelection {
  if (value === undefined || value === null) return context.indirect;
  const mode = MODES.find((known) => known === value);
  if (mode === undefined)
    throw context.fail(`indirect_selection is one of ${MODES.join(', ')}, not ${String(value)}`);
  return mode;
}

function listAt(definition: JsonObject, key: string, context: DefinitionContext): readonly Json[] {
  const list = definition[key];
  if (!isList(list)) throw context.fail(`Invalid value for key "${key}". Expected a list.`);
  for (const item of list) {
    if (typeof item === 'string' || isObject(item)) continue;
    throw context.fail(
      `Invalid value type in key "${key}", expected dict or str (value: ${JSON.stringify(item)}).`,
    );
  }
  return list;
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);
