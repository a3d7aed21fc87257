import { inQuotes } from '../../adapter/index.ts';
import { hostFunction, PyDict, PyError, type Value } from '../../template/index.ts';
import { truthy } from '../../template/python/compare.ts';
import { repr, str } from '../../template/python/print.ts';
import { listOf } from '../../template/python/sequence.ts';
import type { Methods, Naming } from './methods.ts';

/** Methods that write the constraints of a contract as DDL. */
export const constraintMethods: Methods<Naming> = {
  render_raw_columns_constraints: ({ context }) =>
    hostFunction('render_raw_columns_constraints', ['raw_columns'], (columns) => {
      const { quote } = context.world.adapter.identifiers;
      return asDict(columns)
        .values()
        .map((column) => columnDdl(asDict(column), quote));
    }),
  render_raw_model_constraints: () =>
    hostFunction('render_raw_model_constraints', ['raw_constraints'], (constraints) =>
      listOf(constraints).flatMap((constraint) => modelDdl(asDict(constraint)) ?? []),
    ),
};

function asDict(value: Value): PyDict {
  if (value instanceof PyDict) return value;
  throw new PyError('ValueError', `Could not parse constraint: ${str(value)}`, 'TD206');
}

const text = (dict: PyDict, key: string): string => {
  const value = dict.get(key);
  return value === undefined || value === null ? '' : str(value);
};

const names = (dict: PyDict, key: string): string => {
  const list = dict.get(key);
  return list === undefined || list === null ? '' : listOf(list).map(str).join(', ');
};

function columnDdl(column: PyDict, mark: string): string {
  const name = truthy(column.get('quote') ?? false)
    ? inQuotes(text(column, 'name'), mark)
    : text(column, 'name');
  const constraints = listOf(column.get('constraints') ?? []).flatMap(
    (one) => columnConstraint(asDict(one)) ?? [],
  );
  return [`${name} ${text(column, 'data_type')}`, ...constraints].join(' ');
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ['not_null', 'not null'],
  ['unique', 'unique'],
  ['primary_key', 'primary key'],
]);

function columnConstraint(constraint: PyDict): string | null {
  const [type, expression] = [text(constraint, 'type'), text(constraint, 'expression')];
  const plain = PLAIN.get(type);
  if (plain !== undefined) return `${plain} ${expression}`.trim();
  if (type === 'check') return expression === '' ? null : `check (${expression})`;
  if (type === 'foreign_key') return references(constraint, expression);
  if (type === 'custom') return expression === '' ? null : expression;
  throw unknown(constraint);
}

function references(constraint: PyDict, expression: string): string | null {
  const [to, columns] = [text(constraint, 'to'), names(constraint, 'to_columns')];
  if (to !== '' && columns !== '') return `references ${to} (${columns})`;
  return expression === '' ? null : `references ${expression}`;
}

function modelDdl(constraint: PyDict): string | null {
  const [type, expression, name] = [
    text(constraint, 'type'),
    text(constraint, 'expression'),
    text(constraint, 'name'),
  ];
  const prefix = name === '' ? '' : `constraint ${name} `;
  const columns = names(constraint, 'columns');
  if (type === 'unique' || type === 'primary_key') {
    return `${prefix}${PLAIN.get(type)}${expression === '' ? '' : ` ${expression}`} (${columns})`;
  }
  if (type === 'check') return expression === '' ? null : `${prefix}check (${expression})`;
  if (type === 'custom') return expression === '' ? null : `${prefix}${expression}`;
  if (type !== 'foreign_key') throw unknown(constraint);
  const target = references(constraint, expression);
  return target === null ? null : `${prefix}foreign key (${columns}) ${target}`;
}

const unknown = (constraint: PyDict): PyError =>
  new PyError('ValueError', `Could not parse constraint: ${repr(constraint)}`, 'TD206');
