import { hash } from 'node:crypto';
import { isMapping } from '../../project/yaml.ts';
import { quoted } from '../../template/index.ts';
import { pythonStr } from '../context/data.ts';

/** What a generic test is called: `full` in its unique_id and fqn, `short` in paths and in the warehouse. */
export interface TestNames {
  readonly full: string;
  readonly short: string;
}

const LONGEST = 63;

/** Makes up a name from the test, what it tests and its arguments, as dbt does; a long one is cut and hashed. */
export function testNames(
  test: string,
  target: string,
  kwargs: { readonly [key: string]: unknown },
): TestNames {
  const parts = Object.keys(kwargs)
    .filter((key) => key !== 'model')
    .sort(byCodePoint)
    .flatMap((key) => partsOf(kwargs[key]));
  const clean = parts.map((part) => part.replaceAll(/[^0-9a-zA-Z_]+/g, '_'));
  const identifier = `${test}_${target}`;
  const full = `${identifier}_${clean.join('__')}`;
  return { full, short: full.length > LONGEST ? `${identifier.slice(0, 30)}_${md5(full)}` : full };
}

function partsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(pythonStr);
  return isMapping(value) ? Object.values(value).map(pythonStr) : [pythonStr(value)];
}

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const md5 = (text: string): string => hash('md5', text);

/** The last part of a generic test's unique_id: a hash of its name and all that it is called with. */
export function testHash(
  name: string,
  metadata: {
    readonly namespace: string | null;
    readonly name: string;
    readonly kwargs: { readonly [key: string]: unknown };
  },
): string {
  const { kwargs, name: test, namespace } = metadata;
  const text = `{'kwargs': ${hashed(kwargs)}, 'name': ${hashed(test)}, 'namespace': ${hashed(namespace)}}`;
  return md5(name + text).slice(-10);
}

/** Python's repr() with sorted keys and everything as texts, so that the order in the YAML does not count. */
function hashed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(hashed).join(', ')}]`;
  if (!isMapping(value)) return quoted(pythonStr(value));
  const keys = Object.keys(value).sort(byCodePoint);
  return `{${keys.map((key) => `${quoted(key)}: ${hashed(value[key])}`).join(', ')}}`;
}
