import type { QueryResult } from '../adapter/index.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { ResponseValue, TableValue } from '../scope/index.ts';
import { PyDict, toHost, type Value } from '../template/index.ts';
import { str } from '../template/python/print.ts';

/** The result that statement('main') or store_raw_result('main', …) left; null when there was none. */
export function mainResult(results: ReadonlyMap<string, Value>): QueryResult | null {
  const main = results.get('main');
  if (!(main instanceof PyDict)) return null;
  const response = main.get('response') ?? '';
  const table = main.get('table');
  const raw = table instanceof TableValue ? table.source : undefined;
  const fields = fieldsOf(response);
  const affected = fields.rows_affected;
  return {
    columns: raw?.columns ?? [],
    rows: raw?.rows ?? [],
    rowsAffected: typeof affected === 'number' ? affected : null,
    message: str(response),
    response: fields,
  };
}

/** What artifacts show as adapter_response: nothing that is not known. */
export function fieldsOf(response: Value): JsonObject {
  if (!(response instanceof ResponseValue)) return { _message: str(response) };
  const entries = response.fields.entries().map(([key, value]) => [str(key), json(value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

function json(value: Value): Json {
  const host = toHost(value);
  return host === null || typeof host === 'number' || typeof host === 'boolean' ? host : str(value);
}
