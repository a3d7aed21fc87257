import type { TypeRules } from '../../src/adapter/index.ts';

const names = (list: string): ReadonlySet<string> => new Set(list.split('|'));

const FLOATS = names('real|float|float4|float8|double precision|double');
const INTEGERS = names(
  'smallint|integer|bigint|int|int2|int4|int8|smallserial|serial|bigserial|serial2|serial4|serial8',
);
const STRINGS = names('text|character varying|character|varchar');

/** The names of Postgres's types. */
export const types: TypeRules = {
  seedTypes: {
    text: 'text',
    integer: 'integer',
    number: 'float8',
    boolean: 'boolean',
    date: 'date',
    timestamp: 'timestamp without time zone',
  },
  translate: (name) => (name.toUpperCase() === 'STRING' ? 'TEXT' : name),
  isString: (type) => STRINGS.has(type.toLowerCase()),
  isInteger: (type) => INTEGERS.has(type.toLowerCase()),
  isFloat: (type) => FLOATS.has(type.toLowerCase()),
  isNumeric: (type) => ['numeric', 'decimal'].includes(type.toLowerCase()),
  stringType: (size) => `character varying(${size ?? 256})`,
  unsizedText: true,
};
