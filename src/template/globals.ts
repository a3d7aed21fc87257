/** The names that Jinja2 itself offers to every template. */
import { Cycler, Joiner, Namespace } from './globals-objects.ts';
import { hostFunction } from './python/call.ts';
import { type PyClass, pyClass } from './python/class.ts';
import { makeRange } from './python/iterators.ts';
import { pairsOf } from './python/methods/dict.ts';
import { given, PyDict, PyError, type PyTuple, type Value } from './python/value.ts';

/** As in Jinja2's sandbox. */
const LONGEST_RANGE = 100_000;

const range = hostFunction('range', ['start', 'stop?', 'step?'], (start, stop, step) => {
  const made = makeRange(start, stop, step);
  if (made.length() <= LONGEST_RANGE) return made;
  const message = `Range too big. The sandbox blocks ranges larger than MAX_RANGE (${LONGEST_RANGE}).`;
  throw new PyError('OverflowError', message, 'TD308');
});

/** dict(source, **more). */
export function makeDict(sources: PyTuple, more: PyDict): PyDict {
  const [source] = sources.items;
  if (sources.items.length > 1) {
    throw new PyError('TypeError', `dict expected at most 1 argument, got ${sources.items.length}`, 'TD304');
  }
  const dict = new PyDict(source === undefined ? [] : pairsOf(source));
  for (const [key, value] of more.entries()) dict.set(key, value);
  return dict;
}

const made = (name: string, make: (sources: PyTuple, more: PyDict) => Value): PyClass =>
  pyClass(name, ['*sources', '**more'], make);

const lipsum = hostFunction('lipsum', ['*args', '**kwargs'], () => {
  throw new PyError('TemplateRuntimeError', "'lipsum' is not offered: what it prints is random", 'TD307');
});

/** `range`, `dict`, `namespace`, `cycler`, `joiner`. */
export const globals: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['range', range],
  ['dict', made('dict', makeDict)],
  ['namespace', made('jinja2.utils.Namespace', (sources, more) => new Namespace(makeDict(sources, more)))],
  ['cycler', made('jinja2.utils.Cycler', (items) => new Cycler(items.items))],
  [
    'joiner',
    made(
      'jinja2.utils.Joiner',
      (items, more) => new Joiner(given(items.items[0], given(more.get('sep'), ', '))),
    ),
  ],
  ['lipsum', lipsum],
]);
