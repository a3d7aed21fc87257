import { failure, type TsdbtError } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { didYouMean } from '../core/similar.ts';
import type { IndirectSelection, Spec } from './spec.ts';
import { parseDefinition } from './yaml-definition.ts';

/** selectors.yml as read. */
interface SelectorsFile {
  readonly path: string;
  readonly content: Json;
}

/** A named selector as a Spec. Throws TD405 when there is none of that name, or the file is wrong. */
export function namedSelector(file: SelectorsFile | null, name: string, indirect: IndirectSelection): Spec {
  const known = parseAll(file, indirect);
  const spec = known.get(name);
  if (spec !== undefined) return spec;
  const names = [...known.keys()];
  throw failure('TD405', `Could not find selector named ${name}, expected one of [${names.join(', ')}]`, {
    help: didYouMean(name, names) ?? 'selectors stand in selectors.yml beside the project file',
  });
}

/** The name of the selector with `default: true`, or null. Throws TD405 when there are several. */
export function defaultSelector(file: SelectorsFile | null): string | null {
  if (file === null) return null;
  const names = entriesOf(file)
    .filter((entry) => entry.default === true)
    .map((entry) => String(entry.name));
  if (names.length <= 1) return names[0] ?? null;
  const [first, second] = names;
  throw broken(file, `Found multiple selectors with \`default: true\`: ${first} and ${second}`);
}

/** All selectors in the order of the file; each may use those above it. */
function parseAll(file: SelectorsFile | null, indirect: IndirectSelection): ReadonlyMap<string, Spec> {
  const known = new Map<string, Spec>();
  if (file === null) return known;
  defaultSelector(file);
  for (const entry of entriesOf(file)) {
    const fail = (message: string): TsdbtError =>
      broken(file, `selector "${String(entry.name)}": ${message}`);
    if (typeof entry.name !== 'string') throw broken(file, 'every selector needs a name');
    const definition = entry.definition;
    if (definition === undefined || definition === null) throw fail('it needs a definition');
    known.set(entry.name, parseDefinition(definition, { known, indirect, fail }, true));
  }
  return known;
}

function entriesOf(file: SelectorsFile): readonly JsonObject[] {
  const content = asObject(file.content);
  const list = content?.selectors;
  if (!isList(list)) throw broken(file, 'it needs a list under `selectors:`');
  return list.map((entry) => {
    const object = asObject(entry);
    if (object === undefined)
      throw broken(file, 'every entry under `selectors:` is a mapping with name and definition');
    return object;
  });
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

function asObject(value: Json | undefined): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || isList(value)) return undefined;
  return value as JsonObject; // what is an object and no list
}

const broken = (file: SelectorsFile, message: string): TsdbtError =>
  failure('TD405', `Could not read selector file data: ${message}`, {
    at: { file: file.path, line: 1, column: 1 },
  });
