import { failure } from '../core/diagnostic.ts';
import type { TypeRules } from './contract.ts';
import { inQuotes } from './identifiers.ts';

/** What a column needs to know of its warehouse. */
export interface ColumnRules {
  readonly types: TypeRules;
  /** The quote around identifiers. */
  readonly quote: string;
}

/** A size or precision; null where the type has none. */
export interface ColumnSize {
  readonly charSize?: number | null;
  readonly numericPrecision?: number | null;
  readonly numericScale?: number | null;
}

/** A column of a relation: name, type and size; an immutable value. */
export class Column {
  readonly rules: ColumnRules;
  readonly name: string;
  /** The type without its size, or with it where the warehouse says it so. */
  readonly dtype: string;
  readonly charSize: number | null;
  readonly numericPrecision: number | null;
  readonly numericScale: number | null;

  constructor(rules: ColumnRules, name: string, dtype: string, size: ColumnSize = {}) {
    this.rules = rules;
    this.name = name;
    this.dtype = dtype;
    this.charSize = size.charSize ?? null;
    this.numericPrecision = size.numericPrecision ?? null;
    this.numericScale = size.numericScale ?? null;
  }

  /** A column of a type by any of its names: `string` becomes the warehouse's own. */
  static create(rules: ColumnRules, name: string, labelOrType: string): Column {
    return new Column(rules, name, rules.types.translate(labelOrType));
  }

  /** A column from a type with its size: `varchar(10)`, `numeric(28,6)`; TD305 when a size is no number. */
  static fromDescription(rules: ColumnRules, name: string, description: string): Column {
    const match = /^([^(]+)(?:\(([^)]+)\))?/.exec(description);
    if (!match) throw failure('TD305', `Could not interpret data type "${description}"`);
    const sizes = (match[2] ?? '').split(',').filter((part) => part.trim() !== '');
    const [first, second] = sizes.map((part) => toSize(part, description));
    const size =
      sizes.length === 2
        ? { numericPrecision: first ?? null, numericScale: second ?? null }
        : { charSize: sizes.length === 1 ? (first ?? null) : null };
    return new Column(rules, name, match[1] ?? '', size);
  }

  /** The name in quotes. */
  get quoted(): string {
    return inQuotes(this.name, this.rules.quote);
  }

  /** The type with its size, as DDL wants it. */
  get dataType(): string {
    if (this.isString())
      return this.#keepsNoSize() ? this.dtype : this.rules.types.stringType(this.stringSize());
    if (this.isNumeric()) return numericType(this.dtype, this.numericPrecision, this.numericScale);
    return this.dtype;
  }

  #keepsNoSize(): boolean {
    if (!this.rules.types.unsizedText) return false;
    const type = this.dtype.toLowerCase();
    return type === 'text' || (type === 'character varying' && this.charSize === null);
  }
  isString(): boolean {
    return this.rules.types.isString(this.dtype);
  }
  isInteger(): boolean {
    return this.rules.types.isInteger(this.dtype);
  }
  isFloat(): boolean {
    return this.rules.types.isFloat(this.dtype);
  }
  isNumeric(): boolean {
    return this.rules.types.isNumeric(this.dtype);
  }
  isNumber(): boolean {
    return this.isInteger() || this.isNumeric() || this.isFloat();
  }

  /** How many characters fit; 256 where the type does not say; TD305 for a type that holds no text. */
  stringSize(): number {
    if (!this.isString()) throw failure('TD305', 'Called string_size() on non-string field!');
    return this.dtype === 'text' || this.charSize === null ? 256 : this.charSize;
  }

  /** True when the other column holds longer text than this one. */
  canExpandTo(other: Column): boolean {
    return this.isString() && other.isString() && other.stringSize() > this.stringSize();
  }

  /** A value cast to this column's type: `1::integer`. */
  literal(value: string): string {
    return `${value}::${this.dataType}`;
  }

  /** One column per field of a struct (`a.b`), itself where it is none. */
  flatten(): readonly Column[] {
    const fields = this.rules.types.structFields?.(this.dtype);
    if (!fields) return [this];
    return fields.flatMap((field) =>
      new Column(this.rules, `${this.name}.${field.name}`, field.type).flatten(),
    );
  }

  /** As Python prints a column. */
  toString(): string {
    return `<Column ${this.name} (${this.dataType})>`;
  }
}

/** `numeric(28,6)`; the type alone where one of the two is missing. */
export function numericType(dtype: string, precision: number | null, scale: number | null): string {
  return precision === null || scale === null ? dtype : `${dtype}(${precision},${scale})`;
}

function toSize(text: string, description: string): number {
  const trimmed = text.trim();
  if (/^[+-]?\d+$/.test(trimmed)) return Number(trimmed);
  const reason = `could not convert "${text}" to an integer`;
  throw failure('TD305', `Could not interpret data_type "${description}": ${reason}`);
}
