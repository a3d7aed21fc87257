import type { TypeRules } from '../../src/adapter/index.ts';

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const FLOATS = names('real float float4 float8 double');
const INTEGERS = names(
  'tinyint smallint integer bigint hugeint utinyint usmallint uinteger ubigint int1 int2 int4 int8 short int signed long',
);
const STRINGS = names('text varchar character');

/** The names of DuckDB's types. */
export const types: TypeRules = {
  seedTypes: {
    text: 'text',
    integer: 'integer',
    number: 'float8',
    boolean: 'boolean',
    date: 'date',
    timestamp: 'timestamp without time zone',
  },
  seedTextAsWritten: true,
  translate: (name) => (name.toUpperCase() === 'STRING' ? 'TEXT' : name),
  isString: (type) => STRINGS.has(type.toLowerCase()) || type.toLowerCase() === 'character varying',
  isInteger: (type) => INTEGERS.has(type.toLowerCase()),
  isFloat: (type) => FLOATS.has(type.toLowerCase()),
  isNumeric: (type) => ['numeric', 'decimal'].includes(type.toLowerCase()),
  stringType: (size) => `character varying(${size ?? 256})`,
  structFields,
};

/** Fields of `STRUCT(a VARCHAR, b STRUCT(c INTEGER))`, in order; undefined for other types. */
export function structFields(type: string): readonly { name: string; type: string }[] | undefined {
  const inner = /^STRUCT\((.*)\)$/is.exec(type)?.[1];
  return inner === undefined ? undefined : splitTop(inner).map(field);
}

function field(text: string): { name: string; type: string } {
  const match = /^(?:"((?:[^"]|"")*)"|(\S+))\s+(.*)$/s.exec(text.trim());
  return { name: match?.[1]?.replaceAll('""', '"') ?? match?.[2] ?? text, type: match?.[3] ?? '' };
}

function splitTop(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const token of text.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'|./gs) ?? []) {
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}
