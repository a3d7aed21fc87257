import type { Json, JsonObject } from '../../core/json.ts';

/** The parts of `2+tag:nightly+3`. */
const SPEC =
  /^(?<childrens_parents>@)?(?<parents>(?<parents_depth>\d*)\+)?(?:(?<method>[\w.]+):)?(?<value>.*?)(?<children>\+(?<children_depth>\d*))?$/;

/** A definition of selectors.yml as the manifest shows it: texts as method and value, other selectors by what they mean. */
export function fullDefinition(definition: Json, known: JsonObject): Json {
  if (typeof definition === 'string') return criterion(definition);
  if (!isObject(definition)) return definition;
  for (const kind of ['union', 'intersection'])
    if (kind in definition) return { [kind]: parts(definition[kind] ?? null, known) };
  return single(definition, known);
}

const parts = (list: Json, known: JsonObject): Json =>
  isList(list) ? list.map((one) => fullDefinition(one, known)) : list;

function single(definition: JsonObject, known: JsonObject): Json {
  const [key = ''] = Object.keys(definition);
  const value = parts(definition[key] ?? null, known);
  if (key === 'exclude') return { exclude: value };
  if (Object.keys(definition).length === 1) return { method: key, value };
  if (key !== 'method' || value !== 'selector') return definition;
  const meant = known[String(definition.value)];
  return (isObject(meant) ? meant.definition : undefined) ?? definition;
}

/** Keys in the order of the text, only those that say something. */
function criterion(text: string): Json {
  const found: Readonly<Record<string, string | undefined>> = SPEC.exec(text)?.groups ?? {};
  const method = found.method ?? methodOf(found.value ?? '');
  const all: Readonly<Record<string, string | undefined>> = { ...found, method };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, FLAGS.has(key) ? true : value] as const],
    ),
  );
}

const FLAGS: ReadonlySet<string> = new Set(['childrens_parents', 'parents', 'children']);

/** What a word without a method means: a path, a file, or a name. */
function methodOf(value: string): string {
  if (/[\\/]/.test(value)) return 'path';
  return /\.(sql|py|csv)$/i.test(value) ? 'file' : 'fqn';
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
