import type { Diagnostic } from '../../core/diagnostic.ts';
import type { JsonObject } from '../../core/json.ts';
import type { MacroNode } from '../../manifest/index.ts';
import { textOf } from '../context/data.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';

/** Warns where the arguments of a macro's properties are not those of its code, or have types that nobody knows. */
export function argumentProblems(
  macro: MacroNode,
  parameters: readonly string[],
  described: readonly JsonObject[],
  entry: PropertyEntry,
): readonly Diagnostic[] {
  if (described.length === 0) return [];
  const warning = (message: string, index?: number): Diagnostic => ({
    code: 'TD228',
    message,
    at: index === undefined ? placeIn(entry, 'arguments') : placeIn(entry, 'arguments', index),
    event: {
      name: 'InvalidMacroAnnotation',
      data: { macro_unique_id: macro.unique_id, macro_file_path: macro.original_file_path },
    },
  });
  const otherNames = described.flatMap(({ name }, index) =>
    index < parameters.length && name !== parameters[index]
      ? [
          warning(
            `Argument ${String(name)} in yaml for macro ${macro.name} does not match the jinja definition.`,
            index,
          ),
        ]
      : [],
  );
  const otherTypes = described.flatMap(({ name, type }, index) =>
    isKnownType(textOf(type) ?? '')
      ? []
      : [warning(`Argument ${String(name)} in the yaml for macro ${macro.name} has an invalid type.`, index)],
  );
  const count =
    described.length === parameters.length
      ? []
      : [
          warning(
            `The number of arguments in the yaml for macro ${macro.name} does not match the jinja definition.`,
          ),
        ];
  return [...otherNames, ...count, ...otherTypes];
}

/** How many types stand in the brackets behind a type. */
const TYPES: ReadonlyMap<string, number> = new Map([
  ['str', 0],
  ['string', 0],
  ['bool', 0],
  ['int', 0],
  ['integer', 0],
  ['float', 0],
  ['any', 0],
  ['list', 1],
  ['dict', 2],
  ['optional', 1],
  ['relation', 0],
  ['column', 0],
]);

const isKnownType = (text: string): boolean => {
  const tight = text.replace(/\s/g, '');
  return tight === '' || afterType(tight) === '';
};

/** What follows the type that a text begins with; null where it begins with none. */
function afterType(text: string): string | null {
  const name = /^[a-z]+/.exec(text)?.[0] ?? '';
  const count = TYPES.get(name);
  if (count === undefined) return null;
  let rest: string | null = text.slice(name.length);
  for (let at = 0; at < count; at++) {
    if (rest === null || !rest.startsWith(at === 0 ? '[' : ',')) return null;
    rest = afterType(rest.slice(1));
  }
  if (count === 0) return rest;
  return rest?.startsWith(']') ? rest.slice(1) : null;
}
