/** modules.re. */
import { hostFunction } from '../call.ts';
import { asIndex, typeName } from '../numbers.ts';
import { PyDict, PyError, type Value } from '../value.ts';
import { Pattern } from './regex-match.ts';
import { FLAGS } from './regex-syntax.ts';

const LONG_NAMES = {
  A: 'ASCII',
  I: 'IGNORECASE',
  L: 'LOCALE',
  M: 'MULTILINE',
  S: 'DOTALL',
  U: 'UNICODE',
  X: 'VERBOSE',
};

function compile(pattern: Value, flags: Value | undefined): Pattern {
  if (pattern instanceof Pattern) return pattern;
  if (typeof pattern === 'string') return new Pattern(pattern, flags === undefined ? 0 : asIndex(flags));
  throw new PyError('TypeError', 'first argument must be string or compiled pattern');
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  throw new PyError('TypeError', `expected string or bytes-like object, got '${typeName(value)}'`);
}

const method = (name: string): Value =>
  hostFunction(name, ['pattern', 'string', 'flags?'], (pattern, text, flags) => {
    const found = compile(pattern, flags).attribute(name);
    return found && typeof found === 'object' && 'call' in found && found.call
      ? found.call({ positional: [textOf(text)], named: new Map(), frames: [] })
      : null;
  });

const substitute = (name: 'sub' | 'subn'): Value =>
  hostFunction(name, ['pattern', 'repl', 'string', 'count?', 'flags?'], (pattern, by, text, count, flags) => {
    const found = compile(pattern, flags).attribute(name);
    return found && typeof found === 'object' && 'call' in found && found.call
      ? found.call({ positional: [by, textOf(text), count ?? 0], named: new Map(), frames: [] })
      : null;
  });

const SPECIAL = /[\s!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]/g;
const NOT_ESCAPED = /[!"%',/:;<=>@`]/;

/** The module as dbt offers it. */
export function regexModule(): PyDict {
  const module = new PyDict([
    ['compile', hostFunction('compile', ['pattern', 'flags?'], compile)],
    [
      'escape',
      hostFunction('escape', ['pattern'], (text) =>
        textOf(text).replace(SPECIAL, (c) => (NOT_ESCAPED.test(c) ? c : `\\${c}`)),
      ),
    ],
    ['purge', hostFunction('purge', [], () => null)],
    [
      'split',
      hostFunction('split', ['pattern', 'string', 'maxsplit?', 'flags?'], (pattern, text, most, flags) =>
        compile(pattern, flags).split(textOf(text), asIndex(most ?? 0)),
      ),
    ],
    ['sub', substitute('sub')],
    ['subn', substitute('subn')],
    ['NOFLAG', 0],
  ]);
  for (const name of ['match', 'fullmatch', 'search', 'findall', 'finditer']) module.set(name, method(name));
  for (const [letter, bit] of Object.entries(FLAGS)) module.set(letter, bit);
  for (const [letter, name] of Object.entries(LONG_NAMES)) module.set(name, module.get(letter) ?? 0);
  return module;
}
