/** What a match is replaced by. */
import { isPromise } from '../../../core/maybe-promise.ts';
import { callValue } from '../call.ts';
import { str } from '../print.ts';
import { PyError, type PyObject, type Value } from '../value.ts';

/** A match, as far as replacements look at it. */
type Replaced = PyObject & { group(key: Value): Value };

/** A replacement that is a macro or a function: it is called with each match. */
export function called(by: Value): (match: Replaced) => string {
  return (match) => {
    const value = callValue(by, [match]);
    if (isPromise(value)) throw new PyError('TypeError', 'a replacement cannot wait for a value');
    return str(value);
  };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['f', '\f'],
  ['v', '\v'],
  ['b', '\b'],
  ['\\', '\\'],
]);

/** A replacement text: \1, \g<name> and escapes. */
export function template(text: string): (match: Replaced) => string {
  return (match) =>
    text.replace(
      /\\(?:g<(\w+)>|([1-9]\d?)|(.))/gs,
      (whole, name?: string, number?: string, letter?: string) => {
        if (name !== undefined) return str(match.group(/^\d+$/.test(name) ? Number(name) : name) ?? '');
        if (number !== undefined) return str(match.group(Number(number)) ?? '');
        const plain = ESCAPES.get(letter ?? '');
        if (plain !== undefined) return plain;
        if (/[a-zA-Z]/.test(letter ?? '')) throw new PyError('error', `bad escape ${whole} at position 0`);
        return whole;
      },
    );
}
