import type { Warehouse } from '../adapter/index.ts';
import { callMacro, type Runtime } from '../compile/index.ts';
import { failure } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import { didYouMean } from '../core/similar.ts';

/** What run-operation is asked for. */
export interface OperationOptions {
  readonly warehouse: Warehouse;
  /** `name` or `package.name`. */
  readonly macro: string;
  readonly args: JsonObject;
  readonly signal: AbortSignal;
}

/** Calls a macro with named arguments, as run-operation does; the transaction is committed at the end. Rejects with TD508, or what the macro throws. */
export async function runOperation(runtime: Runtime, options: OperationOptions): Promise<unknown> {
  const { index } = runtime.macros;
  const [first = '', second] = options.macro.split('.');
  const id = second === undefined ? index.mentioned(first, runtime.projectName) : index.findIn(first, second);
  if (id === undefined) {
    const help = didYouMean(options.macro, index.names());
    throw failure('TD508', `dbt could not find a macro with the name '${options.macro}' in any package`, {
      ...(help ? { help } : {}),
    });
  }
  const connection = await options.warehouse.connect();
  try {
    const session = {
      connection,
      name: `macro_${options.macro}`,
      node: null,
      thread: 'MainThread',
      signal: options.signal,
    };
    const called = await callMacro(runtime, id, { named: options.args }, session);
    if (connection.inTransaction) await connection.commit();
    return called.host;
  } finally {
    await connection.close();
  }
}
