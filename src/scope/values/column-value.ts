import { Column, type ColumnRules, numericType } from '../../adapter/index.ts';
import {
  bindArguments,
  type CallArguments,
  hostFunction,
  PyError,
  PyObject,
  type Value,
} from '../../template/index.ts';
import { repr, str } from '../../template/python/print.ts';
import { attributes } from './attributes.ts';

const yes =
  (name: string, test: (column: Column) => boolean) =>
  ({ column }: ColumnValue): Value =>
    hostFunction(name, [], () => test(column));

const ATTRIBUTES = attributes<ColumnValue>({
  column: ({ column }) => column.name,
  name: ({ column }) => column.name,
  dtype: ({ column }) => column.dtype,
  char_size: ({ column }) => column.charSize,
  numeric_precision: ({ column }) => column.numericPrecision,
  numeric_scale: ({ column }) => column.numericScale,
  quoted: ({ column }) => column.quoted,
  data_type: ({ column }) => column.dataType,
  expanded_data_type: ({ column }) => column.dataType,
  is_string: yes('is_string', (column) => column.isString()),
  is_number: yes('is_number', (column) => column.isNumber()),
  is_float: yes('is_float', (column) => column.isFloat()),
  is_integer: yes('is_integer', (column) => column.isInteger()),
  is_numeric: yes('is_numeric', (column) => column.isNumeric()),
  is_struct: yes(
    'is_struct',
    (column) => column.flatten().length > 1 || column.dtype.toLowerCase().startsWith('struct'),
  ),
  string_size: ({ column }) => hostFunction('string_size', [], () => column.stringSize()),
  can_expand_to: ({ column }) =>
    hostFunction('can_expand_to', ['other_column'], (other) => column.canExpandTo(asColumn(other))),
  literal: ({ column }) => hostFunction('literal', ['value'], (value) => column.literal(str(value))),
  flatten: ({ column }) => hostFunction('flatten', [], () => column.flatten().map(columnValue)),
  to_dict: ({ column }) => hostFunction('to_dict', ['*args', '**options'], () => column.name),
});

/** A column as templates see it: dbt's attributes and methods. */
export class ColumnValue extends PyObject {
  readonly typeName = 'Column';
  readonly column: Column;
  constructor(column: Column) {
    super();
    this.column = column;
  }
  override attribute(name: string): Value | undefined {
    const known = ATTRIBUTES.get(name);
    return known ? known(this) : classAttribute(name, this.column.rules);
  }
  override equals(other: Value): boolean {
    return other instanceof ColumnValue && other.str() === this.str();
  }
  override hash(): unknown {
    return `\u0000column${this.str()}`;
  }
  str(): string {
    const { name, dtype, charSize, numericPrecision, numericScale } = this.column;
    const sizes = `char_size=${repr(charSize)}, numeric_precision=${repr(numericPrecision)}, numeric_scale=${repr(numericScale)}`;
    return `Column(column=${repr(name)}, dtype=${repr(dtype)}, ${sizes})`;
  }
}

/** Wraps a column for templates. */
export const columnValue = (column: Column): ColumnValue => new ColumnValue(column);

/** The column inside a value; a PyError for anything else. */
export function asColumn(value: Value): Column {
  if (value instanceof ColumnValue) return value.column;
  throw new PyError('TypeError', `a Column was wanted, got ${str(value)}`);
}

const size = (value: Value | undefined): number | null =>
  value === undefined || value === null ? null : Number(value);

function classAttribute(name: string, rules: ColumnRules): Value | undefined {
  switch (name) {
    case 'create':
      return hostFunction('create', ['name', 'label_or_dtype'], (column, type) =>
        columnValue(Column.create(rules, str(column), str(type))),
      );
    case 'from_description':
      return hostFunction('from_description', ['name', 'raw_data_type'], (column, type) =>
        columnValue(Column.fromDescription(rules, str(column), str(type))),
      );
    case 'translate_type':
      return hostFunction('translate_type', ['dtype'], (type) => rules.types.translate(str(type)));
    case 'string_type':
      return hostFunction('string_type', ['size'], (length) => rules.types.stringType(size(length)));
    case 'numeric_type':
      return hostFunction('numeric_type', ['dtype', 'precision', 'scale'], (type, precision, scale) =>
        numericType(str(type), size(precision), size(scale)),
      );
    default:
      return undefined;
  }
}

/** `api.Column`: makes columns, called or through its methods. */
export class ColumnClass extends PyObject {
  readonly typeName = 'type';
  readonly #rules: ColumnRules;
  constructor(rules: ColumnRules) {
    super();
    this.#rules = rules;
  }
  override attribute(name: string): Value | undefined {
    return classAttribute(name, this.#rules);
  }
  override call(call: CallArguments): Value {
    const names = ['column', 'dtype', 'char_size?', 'numeric_precision?', 'numeric_scale?'] as const;
    const [name, type, charSize, precision, scale] = bindArguments('Column', names, call);
    const sizes = { charSize: size(charSize), numericPrecision: size(precision), numericScale: size(scale) };
    return columnValue(new Column(this.#rules, str(name), str(type), sizes));
  }
  str(): string {
    return "<class 'Column'>";
  }
}
