import type { Json, JsonObject } from '../core/json.ts';
import { type Comparison, counted, merged } from './comparison.ts';
import { isList, isObject } from './json-differences.ts';

/** Compares how nodes ended: status and number of failures, as two run_results.json have them. */
export function compareResults(theirs: JsonObject, ours: JsonObject): Comparison {
  const a = resultsOf(theirs);
  const b = resultsOf(ours);
  const ids = [...new Set([...a.keys(), ...b.keys()])].sort();
  const byKind = Map.groupBy(ids, (id) => `result of ${id.split('.')[0]}`);
  return merged(
    [...byKind].map(([kind, own]) =>
      counted(kind, own, (id) => {
        const [left, right] = [a.get(id) ?? '(missing)', b.get(id) ?? '(missing)'];
        return same(left, right) ? [] : [{ kind, id, path: '', theirs: text(left), ours: text(right) }];
      }),
    ),
  );
}

interface Result {
  readonly status: string;
  readonly failures: Json;
  readonly message: Json;
}

function resultsOf({ results }: JsonObject): ReadonlyMap<string, Result> {
  const all = isList(results) ? results.filter(isObject) : [];
  return new Map(
    all.map(({ unique_id, status, failures, message }) => [
      String(unique_id),
      { status: String(status), failures: failures ?? null, message: message ?? null },
    ]),
  );
}

const same = (a: Result | string, b: Result | string): boolean =>
  typeof a !== 'string' && typeof b !== 'string' && a.status === b.status && a.failures === b.failures;

function text(result: Result | string): string {
  if (typeof result === 'string') return result;
  const { status, failures, message } = result;
  const count = failures === null ? '' : `, failures: ${failures}`;
  return `${status}${count}${message === null ? '' : `: ${String(message).trim()}`}`;
}
