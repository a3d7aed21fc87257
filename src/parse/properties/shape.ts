import { isMapping } from '../../project/yaml.ts';
import { pythonRepr } from '../context/data.ts';

/** What a part of a properties file may look like. */
export type Shape =
  | { readonly kind: 'any' }
  | { readonly kind: 'value'; readonly allows: (value: unknown) => boolean; readonly says: string }
  | { readonly kind: 'list'; readonly of: Shape; readonly orNull?: boolean }
  | {
      readonly kind: 'object';
      readonly fields: { readonly [key: string]: Shape };
      readonly required: readonly string[];
      /** Whether a key that is not among the fields is only warned of. */
      readonly open: boolean;
    };

/** Something that does not fit, and the way to it. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  /** `unknown`: a key nobody knows, `value` its name; `wrong`: a value that cannot be, `message` says why. */
  readonly kind: 'unknown' | 'wrong';
  readonly message: string;
  /** The keys that could have been meant. */
  readonly known: readonly string[];
}

const NOT_ANY = 'is not valid under any of the given schemas';
/** Anything of which `allows` is true; `says` is what is wrong with the rest. */
export const value = (allows: (value: unknown) => boolean, says: string): Shape => ({
  kind: 'value',
  allows,
  says,
});
const isText = (one: unknown): boolean => typeof one === 'string';
const isNull = (one: unknown): boolean => one === null;
const isBoolean = (one: unknown): boolean => typeof one === 'boolean';
const isNumber = (one: unknown): boolean => typeof one === 'number' || typeof one === 'object';

/** Anything. */
export const ANY: Shape = { kind: 'any' };
/** A text. */
export const TEXT = value(isText, "is not of type 'string'");
/** A text or nothing. */
export const TEXT_OR_NULL = value((one) => isText(one) || isNull(one), NOT_ANY);
/** A text or a list of texts, or nothing. */
export const TEXT_OR_TEXTS = value(
  (one) => isText(one) || isNull(one) || (Array.isArray(one) && one.every(isText)),
  NOT_ANY,
);
/** Anything but a list or a mapping. */
export const SCALAR_OR_NULL = value((one) => !Array.isArray(one) && !isMapping(one), NOT_ANY);
/** A whole number or nothing. */
export const INTEGER_OR_NULL = value((one) => isNull(one) || Number.isInteger(one), NOT_ANY);
/** Yes or no. */
export const BOOLEAN = value(isBoolean, "is not of type 'boolean'");
/** Yes, no or nothing. */
export const BOOLEAN_OR_NULL = value((one) => isBoolean(one) || isNull(one), NOT_ANY);
/** A mapping. */
export const MAPPING = value(isMapping, "is not of type 'object'");
/** A mapping or nothing. */
export const MAPPING_OR_NULL = value((one) => isMapping(one) || isNull(one), NOT_ANY);
/** A text or a list of texts. */
export const TEXTS = value((one) => Array.isArray(one) && one.every(isText), "is not of type 'array'");
/** The name of a version: a text or a number. */
export const VERSION = value((one) => isText(one) || isNumber(one), NOT_ANY);
/** A name, or a mapping that has one: a generic test, an input of a metric. */
export const TEXT_OR_MAPPING = value((one) => isText(one) || isMapping(one), NOT_ANY);
/** One of some words. */
export const oneOf = (...words: readonly string[]): Shape =>
  value(
    (one) => typeof one === 'string' && words.includes(one),
    `is not one of [${words.map((word) => `'${word}'`).join(', ')}]`,
  );
/** A list, or nothing. */
export const listOrNull = (of: Shape): Shape => ({ kind: 'list', of, orNull: true });
/** A list. */
export const list = (of: Shape): Shape => ({ kind: 'list', of });
/** A mapping with known keys; unknown ones are warned of where it is open, else they are wrong. */
export const object = (
  fields: { readonly [key: string]: Shape },
  required: readonly string[],
  open = true,
): Shape => ({
  kind: 'object',
  fields,
  required,
  open,
});

/** Everything in `data` that does not fit the shape. */
export function misfits(
  shape: Shape,
  data: unknown,
  path: readonly (string | number)[] = [],
): readonly Misfit[] {
  switch (shape.kind) {
    case 'any':
      return [];
    case 'value':
      return shape.allows(data) ? [] : [wrong(path, `${pythonRepr(data)} ${shape.says}`)];
    case 'list':
      if (data === null && shape.orNull) return [];
      if (!Array.isArray(data)) return [wrong(path, `${pythonRepr(data)} is not of type 'array'`)];
      return data.flatMap((item: unknown, at) => misfits(shape.of, item, [...path, at]));
    case 'object':
      if (!isMapping(data)) return [wrong(path, `${pythonRepr(data)} is not of type 'object'`)];
      return objectMisfits(shape, data, path);
  }
}

const wrong = (path: Misfit['path'], message: string): Misfit => ({
  path,
  kind: 'wrong',
  message,
  known: [],
});

function objectMisfits(
  shape: Extract<Shape, { kind: 'object' }>,
  data: { readonly [key: string]: unknown },
  path: Misfit['path'],
): readonly Misfit[] {
  const out: Misfit[] = [];
  for (const key of shape.required)
    if (data[key] === undefined) out.push(wrong(path, `'${key}' is a required property`));
  for (const key in data) {
    const field = shape.fields[key];
    if (field === undefined) out.push(unknownKey(shape, key, path));
    else if (field.kind !== 'any') out.push(...misfits(field, data[key], [...path, key]));
  }
  return out;
}

function unknownKey(shape: Extract<Shape, { kind: 'object' }>, key: string, path: Misfit['path']): Misfit {
  const known = Object.keys(shape.fields);
  if (shape.open) return { path: [...path, key], kind: 'unknown', message: key, known };
  return {
    path: [...path, key],
    kind: 'wrong',
    message: `Additional properties are not allowed ('${key}' was unexpected)`,
    known,
  };
}
