import { failure } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import type { SourceNode } from '../manifest/index.ts';
import { type Runtime, relationValue, type Session } from '../scope/index.ts';
import { PyDict, PyObject, type Value } from '../template/index.ts';
import { callMacro } from './call-macro.ts';
import { renderHook } from './hooks.ts';
import { fieldsOf } from './main-result.ts';
import { relationOf } from './relation-name.ts';

/** When a source's newest row came, and when that was looked up: as the warehouse prints timestamps. */
export interface MeasuredSource {
  /** null: the source has no rows. */
  readonly maxLoadedAt: string | null;
  readonly snapshottedAt: string;
  /** What the warehouse said of the query. */
  readonly response: JsonObject;
}

/** Asks the warehouse how old a source is (macros collect_freshness, collect_freshness_custom_sql). Rejects with TD509 or as macros do. */
export async function measureSource(
  runtime: Runtime,
  source: SourceNode,
  session: Session,
): Promise<MeasuredSource> {
  const query = source.loaded_at_query;
  const macro = query === null ? 'collect_freshness' : 'collect_freshness_custom_sql';
  const id = runtime.macros.index.find(macro, runtime.projectName);
  if (id === undefined) throw failure('TD509', `the macro ${macro} is missing`);
  const relation = relationValue(relationOf(runtime, source));
  const filter = source.freshness?.filter ?? null;
  const named =
    query === null
      ? { source: relation, loaded_at_field: source.loaded_at_field, filter }
      : {
          source: relation,
          loaded_at_query: await renderHook(runtime, query, null, session, new Map([['this', relation]])),
        };
  const called = await callMacro(runtime, id, { named }, session);
  const table = await part(called.value, 'table');
  if (table === undefined || table === null) oldSignature(runtime, source);
  const response = fieldsOf((await part(called.value, 'response')) ?? '');
  return { ...(await firstRow(source, table ?? called.value)), response };
}

/** A macro of the project that gives a table only, as it was done before dbt 1.5. */
function oldSignature({ emit }: Runtime, source: SourceNode): void {
  const message = `The 'collect_freshness' macro of the project gives a table for ${source.source_name}.${source.name}; it should give the whole result: return(load_result('collect_freshness'))`;
  emit({ type: 'note', level: 'warn', name: 'CollectFreshnessReturnSignature', message });
}

async function firstRow(source: SourceNode, table: Value): Promise<Omit<MeasuredSource, 'response'>> {
  const rows = await part(table, 'rows');
  const row = rows instanceof PyObject ? await rows.item(0) : undefined;
  if (!(row instanceof PyObject)) throw failure('TD509', `measuring the source "${source.name}" gave no row`);
  const [maxLoadedAt, snapshottedAt] = [await row.item(0), await row.item(1)];
  if (snapshottedAt === null || snapshottedAt === undefined) {
    throw failure('TD509', `measuring the source "${source.name}" gave no time to compare with`);
  }
  return {
    maxLoadedAt: maxLoadedAt == null ? null : textOf(maxLoadedAt),
    snapshottedAt: textOf(snapshottedAt),
  };
}

async function part(value: Value | undefined, name: string): Promise<Value | undefined> {
  if (value instanceof PyDict) return value.get(name);
  return value instanceof PyObject ? await value.attribute(name) : undefined;
}

const textOf = (value: Value): string => (value instanceof PyObject ? value.str() : String(value));
