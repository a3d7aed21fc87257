/** dbt's native rendering of YAML: one expression gives its value, and `as_bool` and its kin convert. */
import type { Expression } from './nunjucks.ts';
import { type AnyNode, eachChild } from './nunjucks.ts';
import { literalValue } from './python/literal-eval.ts';
import { Marker } from './python/marker.ts';
import { isNumber } from './python/numbers.ts';
import { str } from './python/print.ts';
import { given, PyError, type Value } from './python/value.ts';

/** Filters that need the context: Jinja2 does not work them out beforehand. */
const LATE = new Set(['map', 'select', 'reject', 'selectattr', 'rejectattr', 'random']);

/** True for an expression that Jinja2 works out when it compiles: its value is text then, in native rendering too. */
export function constantText(node: Expression): boolean {
  let constant = true;
  const visit = (at: AnyNode): void => {
    const late = at.typename === 'FilterCall' && LATE.has(at.name);
    if (late || at.typename === 'Symbol' || at.typename === 'FunCall') constant = false;
    if (constant) eachChild(at, visit);
  };
  visit(node);
  return constant;
}

/** The result of the pieces that a native template printed; a PyError when `as_bool` or `as_number` does not fit. */
export function nativeResult(pieces: readonly Value[]): Value {
  const [only] = pieces;
  if (only === undefined) return '';
  if (pieces.length > 1) return pieces.map(str).join('');
  if (!(only instanceof Marker)) return only;
  if (only.kind === 'text') return only.text;
  const value = given(literalValue(only.text), only.text);
  const fits = only.kind === 'bool' ? typeof value === 'boolean' : only.kind !== 'number' || isNumber(value);
  const isBool = typeof value === 'boolean';
  if (fits && !(only.kind === 'number' && isBool)) return value;
  throw new PyError('ValueError', `Could not convert value '${only.text}' into type '${only.kind}'`);
}
