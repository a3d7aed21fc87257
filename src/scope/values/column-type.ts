import { hostFunction, PyFloat, PyObject, type Value } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
import { attributes } from './attributes.ts';
import type { ColumnKind } from './cells.ts';

/** The type of a table's column as templates see it: agate's, by the part of it that projects use. It prints as its name. */
export class ColumnTypeValue extends PyObject {
  readonly typeName: ColumnKind;

  constructor(kind: ColumnKind) {
    super();
    this.typeName = kind;
  }
  override attribute(name: string): Value | undefined {
    return METHODS.get(name)?.(this);
  }
  override equals(other: Value): boolean {
    return (other instanceof ColumnTypeValue || typeof other === 'string') && str(other) === this.typeName;
  }
  str(): string {
    return this.typeName;
  }
}

const METHODS = attributes<ColumnTypeValue>({
  jsonify: ({ typeName }) => hostFunction('jsonify', ['d'], (value) => asJson(typeName, value)),
  csvify: ({ typeName }) =>
    hostFunction('csvify', ['d'], (value) => (value === null ? null : asText(typeName, value))),
});

/** What of JSON stands for a value. */
function asJson(kind: ColumnKind, value: Value): Value {
  if (value === null || kind === 'Integer' || kind === 'Boolean') return value;
  if (kind !== 'Number') return asText(kind, value);
  if (value instanceof PyObject) return value.float ? new PyFloat(value.float()) : value;
  return typeof value === 'number' ? new PyFloat(value) : value;
}

const asText = (kind: ColumnKind, value: Value): string =>
  kind === 'DateTime' ? str(value).replace(' ', 'T') : str(value);
