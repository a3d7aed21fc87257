import { failure } from '../../core/diagnostic.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { ColumnInfo } from '../../manifest/index.ts';
import { isMapping } from '../../project/yaml.ts';
import { listOf, mappingOf, objectOf, textOf, textsOf, toJson, unique } from '../context/data.ts';

/** Keys of a described column that mean something; others are kept beside them. */
const KNOWN: ReadonlySet<string> = new Set([
  'name',
  'description',
  'meta',
  'data_type',
  'constraints',
  'quote',
  'config',
  'tags',
  'granularity',
  'docs',
  'tests',
  'data_tests',
  'doc_blocks',
]);

const CONSTRAINTS: ReadonlySet<string> = new Set([
  'check',
  'not_null',
  'unique',
  'primary_key',
  'foreign_key',
  'custom',
]);

/** The described columns of an entry by name; TD206 for a constraint of an unknown type. */
export function readColumns(columns: unknown): { readonly [name: string]: ColumnInfo } {
  const out: { [name: string]: ColumnInfo } = {};
  for (const column of listOf(columns)) {
    if (isMapping(column)) out[String(column.name)] = readColumn(column);
  }
  return out;
}

function readColumn(column: { readonly [key: string]: unknown }): ColumnInfo {
  const config = mappingOf(column.config);
  const meta: JsonObject = { ...objectOf(column.meta), ...objectOf(config.meta) };
  const tags = unique([...textsOf(column.tags), ...textsOf(config.tags)]);
  const info: ColumnInfo = {
    name: String(column.name),
    description: textOf(column.description) ?? '',
    meta,
    data_type: textOf(column.data_type),
    constraints: readConstraints(column.constraints, `column ${String(column.name)}`, false),
    quote: typeof column.quote === 'boolean' ? column.quote : null,
    config: { meta, tags },
    tags,
    granularity: textOf(column.granularity),
    doc_blocks: [],
  };
  return { ...info, ...extras(column) };
}

function extras(column: { readonly [key: string]: unknown }): { readonly [key: string]: Json } {
  const out: { [key: string]: Json } = {};
  for (const key in column) if (!KNOWN.has(key)) out[key] = toJson(column[key]);
  return out;
}

/** The tags of a column, its own and those of its config. */
export const columnTags = (column: { readonly [key: string]: unknown }): readonly string[] =>
  unique([...textsOf(column.tags), ...textsOf(mappingOf(column.config).tags)]);

/** Constraints with dbt's defaults filled in; those of a model may name columns. */
export function readConstraints(constraints: unknown, what: string, ofModel: boolean): readonly JsonObject[] {
  return listOf(constraints).map((one) => readConstraint(objectOf(one), what, ofModel));
}

function readConstraint(given: JsonObject, what: string, ofModel: boolean): JsonObject {
  const { type } = given;
  if (typeof type !== 'string' || !CONSTRAINTS.has(type)) {
    const types = [...CONSTRAINTS].map((one) => `'${one}'`).join(', ');
    throw failure('TD206', `Invalid constraint type on ${what}: Type must be one of [${types}]`);
  }
  const filled: JsonObject = {
    type,
    name: given.name ?? null,
    expression: given.expression ?? null,
    warn_unenforced: given.warn_unenforced ?? true,
    warn_unsupported: given.warn_unsupported ?? true,
    to: given.to ?? null,
    to_columns: given.to_columns ?? [],
  };
  return ofModel ? { ...filled, columns: given.columns ?? [] } : filled;
}
