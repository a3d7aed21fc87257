import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TsdbtError } from '../../src/core/diagnostic.ts';
import {
  fromHost,
  hostFunction,
  listOf,
  makeSet,
  PyDict,
  PySet,
  PyTuple,
  parseTemplate,
  pythonModules,
  repr,
  type Value,
} from '../../src/template/index.ts';

/** A case as corpus/make.py writes it: a template, its context, and what Jinja2 made of it. */
interface Case {
  readonly t: string;
  readonly c: Record<string, unknown>;
  readonly o?: string;
  /** What native rendering gives, as Python's repr() shows it. */
  readonly n?: string | null;
  /** The class of Jinja2's error and its message. */
  readonly e?: string;
  readonly m?: string;
}

/** Cases known to differ; it stays empty. */
const EXPECTED_FAILURES: readonly string[] = [];

/** The codes that each class of Python's errors may be reported under; all others are TD305. */
const CODES: ReadonlyMap<string, readonly string[]> = new Map([
  ['UndefinedError', ['TD303']],
  ['SecurityError', ['TD303']],
  ['TemplateSyntaxError', ['TD301', 'TD302']],
  ['TemplateAssertionError', ['TD301', 'TD306']],
  ['TemplateRuntimeError', ['TD305', 'TD306']],
  ['SyntaxError', ['TD301']],
  ['OverflowError', ['TD305', 'TD308']],
  ['RecursionError', ['TD308']],
  ['TypeError', ['TD304', 'TD305', 'TD307']],
]);

/** Classes whose messages are the same word for word. */
const SAME_WORDS = new Set(['UndefinedError', 'TemplateAssertionError', 'ZeroDivisionError', 'KeyError']);

const zip = hostFunction('zip', ['*sources'], (sources) => {
  const lists = sources.items.map(listOf);
  const length = Math.min(...lists.map((list) => list.length));
  return Array.from({ length }, (_, i) => new PyTuple(lists.flatMap((list) => list.slice(i, i + 1))));
});
const set = hostFunction('set', ['iterable?'], (items) =>
  items === undefined ? new PySet() : makeSet(items),
);
const offered = new Map<string, Value>([
  ['modules', pythonModules()],
  ['set', set],
  ['zip', zip],
]);

async function outcome({ t, c, n }: Case): Promise<{ o: string } | { code: string; m: string }> {
  const context = fromHost(c);
  const lookup = (name: string): Value | undefined =>
    offered.get(name) ?? (context instanceof PyDict ? context.get(name) : undefined);
  try {
    const template = parseTemplate(t, { file: 'case.sql' });
    return {
      o: n === undefined ? await template.render({ lookup }) : repr(await template.renderNative({ lookup })),
    };
  } catch (error) {
    if (!(error instanceof TsdbtError)) throw error;
    return { code: error.first.code, m: error.first.message };
  }
}

function differs(wanted: Case, got: { o: string } | { code: string; m: string }): boolean {
  if (wanted.e === undefined) return !('o' in got) || got.o !== (wanted.n ?? wanted.o);
  if (!('code' in got) || !(CODES.get(wanted.e) ?? ['TD305']).includes(got.code)) return true;
  return SAME_WORDS.has(wanted.e) && got.m !== wanted.m;
}

const folder = new URL('./corpus/', import.meta.url);
const groups = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
const casesOf = (group: string): Case[] =>
  readFileSync(new URL(group, folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Case => JSON.parse(line));

describe('templates render as Jinja2 renders them', () => {
  it.each(groups)('%s', async (group) => {
    const failures: unknown[] = [];
    for (const wanted of casesOf(group)) {
      const got = await outcome(wanted);
      if (differs(wanted, got) && !EXPECTED_FAILURES.includes(wanted.t)) failures.push({ wanted, got });
    }
    expect(failures).toEqual([]);
  });

  it('on a corpus of thousands of templates, none of which is expected to differ', () => {
    const all = groups.flatMap(casesOf).map((one) => JSON.stringify([one.t, one.c]));
    expect(new Set(all).size).toBeGreaterThan(6000);
    expect(EXPECTED_FAILURES).toEqual([]);
  });
});
