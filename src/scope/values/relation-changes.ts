import { type Path, type Policy, type RelationChanges, relationType } from '../../adapter/index.ts';
import { PyDict, PyError, PyObject, Undefined, type Value } from '../../template/index.ts';
import { truthy } from '../../template/python/compare.ts';
import { str } from '../../template/python/print.ts';

type Part = keyof Path;
const PARTS: readonly Part[] = ['database', 'schema', 'identifier'];

type Reader = (value: Value) => RelationChanges;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['path', (value) => ({ path: pathOf(asDict(value)) })],
  [
    'type',
    (value) => ({ type: value === null || value instanceof Undefined ? null : relationType(str(value)) }),
  ],
  ['quote_policy', (value) => ({ quotePolicy: policyOf(asDict(value)) })],
  ['include_policy', (value) => ({ includePolicy: policyOf(asDict(value)) })],
  ['quote_character', (value) => ({ quoteCharacter: str(value) })],
  ['dbt_created', (value) => ({ dbtCreated: truthy(value) })],
  ['limit', (value) => ({ limit: value === null ? null : Number(value) })],
  ['require_alias', (value) => ({ requireAlias: truthy(value) })],
  ['external', (value) => ({ external: value === null ? null : str(value) })],
  ['catalog', (value) => ({ catalog: value === null ? null : str(value) })],
  ['catalog_name', (value) => ({ catalog: value === null ? null : str(value) })],
  ['information_schema_view', (value) => ({ informationSchemaView: value === null ? null : str(value) })],
]);

/** Keyword arguments of `incorporate()` and `create()` as changes of a relation; names it does not know are left out, as in dbt. */
export function changesFrom(named: PyDict): RelationChanges {
  let changes: RelationChanges = {};
  for (const [key, value] of named.entries()) {
    changes = { ...changes, ...READERS.get(str(key))?.(value) };
  }
  return changes;
}

/** A part of a path: text or none; a PyError where it is undefined or something else. */
export function pathPart(part: Part, value: Value | undefined): string | null {
  if (value === undefined || value === null || typeof value === 'string') return value ?? null;
  throw new PyError('ValueError', `Got an invalid path ${part}: ${str(value)}`);
}

/** The parts that a dict names. */
export function pathOf(dict: PyDict): Partial<Path> {
  const given = PARTS.filter((part) => dict.has(part));
  return Object.fromEntries(given.map((part) => [part, pathPart(part, dict.get(part))]));
}

/** A quote or include policy from a dict: only the parts it names. */
export function policyOf(dict: PyDict): Partial<Policy> {
  const given = PARTS.filter((part) => dict.has(part) && dict.get(part) !== null);
  return Object.fromEntries(given.map((part) => [part, truthy(dict.get(part) ?? null)]));
}

function asDict(value: Value): PyDict {
  if (value instanceof PyDict) return value;
  if (value instanceof PyObject) {
    const parts = PARTS.flatMap((part) => {
      const found = value.attribute(part);
      return found === undefined || found instanceof Promise ? [] : [[part, found] as const];
    });
    return new PyDict(parts);
  }
  throw new PyError('TypeError', `a dict of database, schema and identifier was wanted, got ${str(value)}`);
}
