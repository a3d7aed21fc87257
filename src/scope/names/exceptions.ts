import type { Code } from '../../core/codes.ts';
import { nodeId } from '../../core/ids.ts';
import {
  bindArguments,
  type CallArguments,
  HostFunction,
  hostFunction,
  PyDict,
  type Value,
} from '../../template/index.ts';
import { attributeOf } from '../../template/python/methods/attribute.ts';
import { repr, str } from '../../template/python/print.ts';
import { listOf } from '../../template/python/sequence.ts';
import type { BaseContext } from '../context/context.ts';
import { failAt, placeOf } from '../context/fail.ts';
import { type RecordValue, record } from '../values/record.ts';
import { printTable } from '../values/table-text.ts';

/** `exceptions`: warnings and errors that templates raise, in dbt's words. */
export function exceptionsValue(context: BaseContext): RecordValue {
  const raised = Object.entries(RAISES).map(
    ([name, raise]) => [name, () => raising(name, raise, context)] as const,
  );
  return record('exceptions', {
    ...Object.fromEntries(raised),
    warn: () => warnFunction(context),
    warn_snapshot_timestamp_data_types: () => snapshotTimesFunction(context),
  });
}

/** How an error is raised: its parameters, its code, its text. */
interface Raise {
  readonly parameters: readonly string[];
  readonly code?: Code;
  text(values: readonly Value[], context: BaseContext): string;
}

const messageOf = ([message = null]: readonly Value[]): string => str(message);
const MESSAGE = { parameters: ['msg', 'node?'], text: messageOf };

const RAISES: Readonly<Record<string, Raise>> = {
  raise_compiler_error: MESSAGE,
  raise_not_implemented: { ...MESSAGE, text: (values) => `ERROR: ${messageOf(values)}` },
  raise_database_error: { ...MESSAGE, code: 'TD501' },
  raise_dependency_error: MESSAGE,
  raise_fail_fast_error: MESSAGE,
  raise_cache_inconsistent: {
    ...MESSAGE,
    text: (values) => `Cache inconsistency detected: ${messageOf(values)}`,
  },
  missing_config: {
    parameters: ['model', 'name'],
    text: ([model = null, name = null]) =>
      `Model '${fieldOf(model, 'unique_id')}' does not define a required config parameter '${str(name)}'.`,
  },
  missing_materialization: {
    parameters: ['model', 'adapter_type'],
    code: 'TD220',
    text: ([model = null, adapter = null]) =>
      missingMaterialization(fieldOf(model, 'config.materialized'), str(adapter)),
  },
  missing_relation: {
    parameters: ['relation', 'model?'],
    text: ([relation = null]) => `Relation ${str(relation)} not found!`,
  },
  relation_wrong_type: {
    parameters: ['relation', 'expected_type', 'model?'],
    text: ([relation = null, expected = null]) =>
      `Trying to create ${str(expected)} ${str(relation)}, but it currently exists as a ${fieldOf(relation, 'type')}. Either ` +
      `drop ${str(relation)} manually, or run dbt with \`--full-refresh\` and dbt will drop it for you.`,
  },
  column_type_missing: {
    parameters: ['column_names'],
    code: 'TD212',
    text: ([names = null]) =>
      'Contracted models require data_type to be defined for each column. Please ensure that the column name and ' +
      `data_type are defined within the YAML configuration for the ${str(names)} column(s).`,
  },
  raise_contract_error: {
    parameters: ['yaml_columns', 'sql_columns'],
    text: ([yaml = null, sql = null]) => contractText(columnsOf(yaml), columnsOf(sql)),
  },
  raise_ambiguous_alias: two('node_1', 'node_2', 'resources share a relation'),
  raise_ambiguous_catalog_match: two('match_1', 'match_2', 'relations match in the catalog'),
  raise_duplicate_resource_name: two('node_1', 'node_2', 'resources share a name'),
  raise_duplicate_patch_name: two('patch_1', 'existing_patch_path', 'properties describe the same resource'),
  raise_dep_not_found: two('node', 'required_pkg', 'depends on a package that was not found'),
  raise_invalid_property_yml_version: two('path', 'issue', 'version in a properties file is invalid'),
  raise_dataclass_not_dict: {
    parameters: ['obj'],
    text: ([value = null]) => `The object ("${str(value)}") was used as a dictionary.`,
  },
};

function two(first: string, second: string, problem: string): Raise {
  return {
    parameters: [`${first}?`, `${second}?`, '*rest'],
    text: ([a = null, b = null]) => `${problem}: ${str(a)}, ${str(b)}`,
  };
}

const raising = (name: string, { parameters, code, text }: Raise, context: BaseContext): HostFunction =>
  new HostFunction(name, (call) => {
    const values = bindArguments(name, parameters, call).map((value) => value ?? null);
    throw failAt(
      call,
      code ?? 'TD309',
      text(values, context),
      context.subject.id === null ? {} : { node: context.subject.id },
    );
  });

/** exceptions.warn(): a warning with its place; an error under --warn-error. */
const warnFunction = (context: BaseContext): HostFunction =>
  hostFunction('warn', ['msg', 'node?'], (message, _node, call) =>
    warning(context, 'TD311', str(message), call),
  );

/** The clock of the warehouse and `updated_at` are of different types. */
const snapshotTimesFunction = (context: BaseContext): HostFunction =>
  hostFunction(
    'warn_snapshot_timestamp_data_types',
    ['snapshot_time_data_type', 'updated_at_data_type'],
    (clock, updated, call) =>
      warning(
        context,
        'TD505',
        `Data type of snapshot table timestamp columns (${str(clock)}) doesn't match derived column 'updated_at' (${str(updated)}). Please update snapshot config 'updated_at'.`,
        call,
      ),
  );

function warning({ world, subject }: BaseContext, code: Code, message: string, call: CallArguments): string {
  const node = subject.id === null ? {} : { node: nodeId(subject.id) };
  world.emit({ type: 'diagnostic', diagnostic: { code, message, ...placeOf(call), ...node } });
  return '';
}

/** dbt's text for a materialization that nobody wrote. */
export const missingMaterialization = (name: string, adapter: string): string =>
  `No materialization '${name}' was found for adapter ${adapter}! (searched types 'default' and '${adapter}')`;

function fieldOf(value: Value, path: string): string {
  let at: Value = value;
  for (const name of path.split('.')) {
    const next = attributeOf(at, name);
    if (next instanceof Promise) return '';
    at = next;
  }
  return str(at);
}

interface ContractColumn {
  readonly name: string;
  readonly type: string;
}

const columnsOf = (list: Value): ContractColumn[] =>
  listOf(list).map((column) => ({ name: fieldOf(column, 'name'), type: fieldOf(column, 'data_type') }));

/** What differs between the columns of a contract and those of the query. */
function contractText(yaml: readonly ContractColumn[], sql: readonly ContractColumn[]): string {
  if (yaml.length === 0)
    return "This model has an enforced contract, and its 'columns' specification is missing";
  const declared = new Map(yaml.map((column) => [column.name, column.type]));
  const present = new Set(sql.map((column) => column.name));
  const rows = [
    ...sql.flatMap(({ name, type }) => mismatch(name, type, declared.get(name))),
    ...yaml
      .filter(({ name }) => !present.has(name))
      .map(({ name, type }) => [name, '', type, 'missing in definition']),
  ].sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0));
  const names = ['column_name', 'definition_type', 'contract_type', 'mismatch_reason'];
  const limits = { maxRows: Number.POSITIVE_INFINITY, maxColumns: 6, maxWidth: 50 };
  const table = printTable({ names, kinds: names.map(() => 'Text'), rows }, limits);
  return (
    'This model has an enforced contract that failed.\nPlease ensure the name, data_type, and number of columns in your ' +
    `contract match the columns in your model's definition.\n\n${table}\n`
  );
}

function mismatch(name: string, type: string, declared: string | undefined): string[][] {
  if (declared === undefined) return [[name, type, '', 'missing in contract']];
  return declared === type ? [] : [[name, type, declared, 'data type mismatch']];
}

/** adapter_macro(), which dbt took away long ago: an error that says what to write instead. */
export const adapterMacro = (): HostFunction =>
  hostFunction('adapter_macro', ['name', '*args', '**options'], (name, _args, _options, call) => {
    const message =
      'The "adapter_macro" macro has been deprecated. Instead, use the `adapter.dispatch` method to find a macro and ' +
      `call the result. adapter_macro was called for: ${str(name)}`;
    throw failAt(call, 'TD309', message, { help: `adapter.dispatch('${str(name)}')(…)` });
  });

/** try_or_compiler_error(): calls a function; its failure is reported under the given text. */
export const tryFunction = (): HostFunction =>
  new HostFunction('try_or_compiler_error', (call: CallArguments) => {
    const [message = null, target = null, ...positional] = call.positional;
    const fail = (): never => {
      throw failAt(call, 'TD309', str(message));
    };
    try {
      const result = callOf(target, positional, call);
      return result instanceof Promise ? result.catch(fail) : result;
    } catch {
      return fail();
    }
  });

function callOf(target: Value, positional: readonly Value[], call: CallArguments): Value | Promise<Value> {
  if (typeof target !== 'object' || target === null || !('call' in target) || target.call === undefined)
    throw failAt(call, 'TD304', `${repr(target)} cannot be called`);
  return target.call({ positional, named: call.named, frames: call.frames });
}

/** `validation.any[...]`, as old materializations use it. */
export const validationValue = (): PyDict =>
  new PyDict([
    [
      'any',
      hostFunction('any', ['*allowed'], (allowed) =>
        hostFunction('inner', ['value'], (value, call) => {
          if (allowed.items.some((one) => repr(one) === repr(value))) return null;
          const names = allowed.items.map(str).join(',');
          throw failAt(call, 'TD212', `Expected value "${str(value)}" to be one of ${names}`);
        }),
      ),
    ],
  ]);
