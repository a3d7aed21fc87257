import { hostFunction, PyDict, PyTuple, type Value } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
import type { RunContext } from '../context/context.ts';
import { failAt } from '../context/fail.ts';
import type { Member } from '../context/lazy-scope.ts';
import { responseValue } from '../values/record.ts';
import { emptyTable, TableValue } from '../values/table.ts';

/** Results of statements, kept by name until they are loaded. */
export const resultMembers: Readonly<Record<string, Member<RunContext>>> = {
  load_result: (context) =>
    hostFunction('load_result', ['name'], (key, call) => {
      const name = str(key);
      const result = context.results.get(name);
      if (result === undefined) return null;
      if (result === null) {
        throw failAt(
          call,
          'TD309',
          `The 'statement' result named '${name}' has already been loaded into a variable`,
        );
      }
      if (name !== 'main') context.results.set(name, null);
      return result;
    }),
  store_result: (context) =>
    hostFunction('store_result', ['name', 'response', 'agate_table?'], (name, response, table) => {
      context.results.set(str(name), stored(response, table ?? null));
      return '';
    }),
  store_raw_result: (context) =>
    hostFunction(
      'store_raw_result',
      ['name', 'message?', 'code?', 'rows_affected?', 'agate_table?'],
      (name, message, code, rows, table) => {
        const fields = new PyDict([
          ['code', code ?? null],
          ['rows_affected', rows ?? null],
        ]);
        context.results.set(
          str(name),
          stored(responseValue(message === undefined ? '' : str(message), fields), table ?? null),
        );
        return '';
      },
    ),
};

/** A result as load_result() gives it: response, data, table. */
function stored(response: Value, table: Value): PyDict {
  const known = table instanceof TableValue ? table : emptyTable();
  return new PyDict(
    [
      ['response', response],
      ['data', known.data.rows.map((row) => new PyTuple(row))],
      ['table', table ?? known],
    ].map(([key, value]): [Value, Value] => [key ?? null, value === null ? known : (value ?? null)]),
  );
}
