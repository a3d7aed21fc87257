import type { JsonObject } from '../core/json.ts';
import { type Comparison, counted, type Difference, merged } from './comparison.ts';
import { isObject, objectAt } from './json-differences.ts';
import type { ManifestSide } from './manifests.ts';
import type { Sameness } from './sameness.ts';
import { sqlWords } from './sql-words.ts';

/** How much of a text is shown around the first place that differs. */
const CONTEXT = 80;

/** Compares the SQL of all nodes that either side has compiled, up to white space. */
export function compareSql(theirs: ManifestSide, ours: ManifestSide, only?: ReadonlySet<string>): Comparison {
  const a = compiledOf(theirs.manifest);
  const b = compiledOf(ours.manifest);
  const ids = [...new Set([...a.keys(), ...b.keys()])].filter((id) => only?.has(id) ?? true).sort();
  const byKind = Map.groupBy(ids, (id) => `compiled ${id.split('.')[0]}`);
  return merged(
    [...byKind].map(([kind, own]) =>
      counted(kind, own, (id) => differencesOf(kind, id, words(a.get(id), theirs), words(b.get(id), ours))),
    ),
  );
}

function compiledOf(manifest: JsonObject): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(objectAt(manifest, 'nodes')).flatMap(([id, node]) =>
      isObject(node) && typeof node.compiled_code === 'string' ? [[id, node.compiled_code] as const] : [],
    ),
  );
}

const words = (sql: string | undefined, { sameness }: { readonly sameness: Sameness }): string | undefined =>
  sql === undefined ? undefined : sqlWords(sameness.text(sql));

function differencesOf(
  kind: string,
  id: string,
  theirs: string | undefined,
  ours: string | undefined,
): readonly Difference[] {
  if (theirs === ours) return [];
  if (theirs === undefined) return [{ kind, id, path: '', theirs: '(not compiled)', ours: '(compiled)' }];
  if (ours === undefined) return [{ kind, id, path: '', theirs: '(compiled)', ours: '(not compiled)' }];
  const at = firstDifference(theirs, ours);
  return [{ kind, id, path: '', theirs: around(theirs, at), ours: around(ours, at) }];
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
}

function around(text: string, at: number): string {
  const from = Math.max(0, at - CONTEXT);
  const cut = text.slice(from, at + CONTEXT);
  return `${from > 0 ? '… ' : ''}${cut}${at + CONTEXT < text.length ? ' …' : ''}`;
}
