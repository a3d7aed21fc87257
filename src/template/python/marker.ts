import { PyObject, type Value } from './value.ts';

/** A text that says what native rendering makes of it: `as_text`, `as_bool`, `as_number`, `as_native`. */
export class Marker extends PyObject {
  readonly typeName = 'str';
  readonly kind: 'text' | 'bool' | 'number' | 'native';
  readonly text: string;
  constructor(kind: 'text' | 'bool' | 'number' | 'native', text: string) {
    super();
    this.kind = kind;
    this.text = text;
  }
  override truthy(): boolean {
    return this.text !== '';
  }
  override equals(other: Value): boolean {
    return other === this || other === this.text;
  }
  str(): string {
    return this.text;
  }
}
