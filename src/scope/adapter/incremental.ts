import { type CallArguments, hostFunction, PyDict, PyObject, type Value } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
import { failAt } from '../context/fail.ts';
import type { Asking, Methods } from './methods.ts';

/** Strategies whose names dbt keeps for itself: an adapter must offer them. */
const BUILTIN: ReadonlySet<string> = new Set([
  'append',
  'delete+insert',
  'merge',
  'insert_overwrite',
  'microbatch',
]);

/** Methods of incremental models. */
export const incrementalMethods: Methods<Asking> = {
  get_incremental_strategy_macro: (on) =>
    hostFunction('get_incremental_strategy_macro', ['model_context', 'strategy'], (context, strategy, call) =>
      strategyMacro(on, context, strategy === null ? 'default' : str(strategy), call),
    ),
};

function strategyMacro({ context }: Asking, names: Value, strategy: string, call: CallArguments): Value {
  const offered = context.world.adapter.incrementalStrategies;
  if (BUILTIN.has(strategy) && !offered.includes(strategy)) {
    throw failAt(call, 'TD309', `The incremental strategy '${strategy}' is not valid for this adapter`, {
      help: `this warehouse offers ${offered.join(', ')}`,
    });
  }
  const name = `get_incremental_${strategy.replaceAll('+', '_')}_sql`;
  const macro = names instanceof PyObject || names instanceof PyDict ? find(names, name) : undefined;
  if (macro) return macro;
  const message = `dbt could not find an incremental strategy macro with the name "${name}" in ${context.world.projectName}`;
  throw failAt(call, 'TD213', message, {
    help: `write a macro ${name}, or use one of ${offered.join(', ')}`,
  });
}

function find(names: PyObject | PyDict, name: string): Value | undefined {
  if (names instanceof PyDict) return names.get(name);
  const found = names.item(name);
  return found instanceof Promise ? undefined : found;
}
