import { failure } from '../core/diagnostic.ts';
import type { Json } from '../core/json.ts';
import { didYouMean } from '../core/similar.ts';
import {
  type Combination,
  type Criterion,
  type IndirectSelection,
  METHODS,
  type Method,
  type Spec,
} from './spec.ts';

/** What is selected when nothing is said. */
const EVERYTHING = ['fqn:*', 'source:*', 'exposure:*', 'metric:*', 'semantic_model:*'];

const CRITERION =
  /^(?<at>@)?(?<parents>(?<up>\d*)\+)?(?:(?<method>[\w.]+):)?(?<value>.*?)(?<children>\+(?<down>\d*))?$/s;

/** --select and --exclude as a Spec: spaces and repeated options unite, commas intersect. Throws TD402 or TD404. */
export function specOf(
  select: readonly string[],
  exclude: readonly string[],
  indirect: IndirectSelection,
): Combination {
  const included = select.length > 0 ? unionOf(select, indirect, true) : unionOf(EVERYTHING, indirect, false);
  return { kind: 'difference', parts: [included, unionOf(exclude, indirect, true)], indirect: 'eager' };
}

function unionOf(words: readonly string[], indirect: IndirectSelection, expected: boolean): Combination {
  const parts = words
    .flatMap((word) => word.split(' '))
    .filter((word) => word !== '')
    .map((word) => intersectionOf(word, indirect, expected));
  return { kind: 'union', parts, indirect };
}

function intersectionOf(word: string, indirect: IndirectSelection, expected: boolean): Spec {
  const parts = word.split(',').map((part) => parseCriterion(part, indirect));
  return { kind: 'intersection', parts, indirect, ...(expected ? { expected: word } : {}) };
}

/** One criterion: `@source:raw`, `2+tag:nightly+1`, `models/staging`. Throws TD402 or TD404. */
export function parseCriterion(raw: string, indirect: IndirectSelection): Criterion {
  const groups = CRITERION.exec(raw)?.groups;
  if (groups === undefined) throw failure('TD402', `Invalid selector spec "${raw}"`);
  const { at, parents, up, method, value = '', children, down } = groups;
  return makeCriterion({
    raw,
    method: method ?? defaultMethod(value),
    value,
    childrensParents: at !== undefined,
    parents: depth(parents, up),
    children: depth(children, down),
    indirect,
  });
}

const depth = (sign: string | undefined, count: string | undefined): number | undefined | null =>
  sign === undefined ? null : count ? Number(count) : undefined;

/** A criterion from its parts; `method` may hold a path: `config.materialized`. Throws TD402 or TD404. */
export function makeCriterion(
  parts: Omit<Criterion, 'kind' | 'method' | 'path' | 'value'> & { method: string; value: Json },
): Criterion {
  const [name = '', ...path] = parts.method.split('.');
  if (!isMethod(name)) throw unknownMethod(name, parts.raw);
  if (parts.childrensParents && parts.children !== null) {
    throw failure('TD402', `Invalid node spec ${parts.raw} - "@" prefix and "+" suffix are incompatible`, {
      help: 'use "@" alone: it holds the children and everything these stand on',
    });
  }
  return { ...parts, kind: 'criterion', method: name, path };
}

/** The method of a word that names none: a path, a file, or the name of a node. */
export function defaultMethod(value: string): Method {
  if (value.includes('/') || value.includes('\\')) return 'path';
  return /\.(sql|py|csv)$/i.test(value) ? 'file' : 'fqn';
}

const isMethod = (name: string): name is Method => METHODS.some((method) => method === name);

function unknownMethod(name: string, raw: string): Error {
  const help = didYouMean(name, METHODS) ?? `methods: ${METHODS.join(', ')}`;
  return failure('TD404', `'${name}' is not a valid method name (in "${raw}")`, { help });
}
