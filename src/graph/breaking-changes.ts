import type { Json, JsonObject } from '../core/json.ts';
import { sameJson } from '../core/same-json.ts';
import { type ModelNode, savedPart } from '../manifest/index.ts';
import type { StateRules } from './saved-state.ts';

/** What messages tell of a model, of now or of before. */
export interface BrokenModel {
  readonly name?: Json;
  readonly original_file_path?: Json;
  readonly version?: Json;
}

/** What of a model's new contract breaks the old one, as dbt words it; a contract that only grew breaks nothing. */
export function breakingChanges(model: ModelNode, old: JsonObject, rules: StateRules): readonly string[] {
  const columns = Object.entries(savedPart(old, 'columns'))
    .map(([name, column]) => [name, asObject(column)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const removed = columns.filter(([name]) => model.columns[name] === undefined);
  const enforced = enforces(savedPart(old, 'config').materialized);
  return [
    ...(model.contract.enforced ? [] : [NOT_ENFORCED]),
    ...told(
      'Columns were removed',
      removed.map(([name]) => name),
    ),
    ...told('Columns with data_type changes', typeChanges(model, columns)),
    ...told(
      'Enforced column level constraints were removed',
      enforced ? columnConstraints(model, columns, rules) : [],
    ),
    ...told(
      'Enforced model level constraints were removed',
      enforced ? modelConstraints(model, old, rules) : [],
    ),
    ...told('Materialization changed with enforced constraints', materialization(model, old, columns)),
  ];
}

const NOT_ENFORCED =
  'Contract enforcement was removed: Previously, this model had an enforced contract. It is no longer configured to enforce its contract, and this is a breaking change.';

type Columns = readonly (readonly [name: string, column: JsonObject])[];

const told = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`${title}: ${items.map((item) => `\n    - ${item}`).join('')}`];

/** Sizes and precisions do not count: `varchar(10)` is as good as `varchar(5)`. */
const baseType = (type: Json | undefined): string =>
  String(type ?? '')
    .split('(', 1)
    .join('')
    .trim()
    .toLowerCase();

function typeChanges(model: ModelNode, columns: Columns): readonly string[] {
  return columns.flatMap(([name, column]) => {
    const now = model.columns[name];
    if (now === undefined || baseType(now.data_type) === baseType(column.data_type)) return [];
    return [`${name} (${column.data_type ?? 'None'} -> ${now.data_type ?? 'None'})`];
  });
}

function columnConstraints(model: ModelNode, columns: Columns, rules: StateRules): readonly string[] {
  return columns.flatMap(([name, column]) => {
    const now = model.columns[name]?.constraints;
    if (now === undefined) return [];
    return lost(column.constraints, now, rules).map((one) => `'${title(one)}' constraint on column ${name}`);
  });
}

const modelConstraints = (model: ModelNode, old: JsonObject, rules: StateRules): readonly string[] =>
  lost(old.constraints, model.constraints, rules).map(
    (one) => `'${title(one)}' constraint on columns [${listOf(one.columns).map(quoted).join(', ')}]`,
  );

/** Constraints that the warehouse enforced and that are not there any more. */
function lost(
  before: Json | undefined,
  now: readonly JsonObject[],
  rules: StateRules,
): readonly JsonObject[] {
  return listOf(before)
    .map(asObject)
    .filter((one) => rules.enforces(String(one.type)) && !now.some((other) => sameConstraint(one, other)));
}

/** Lists that are empty may be left out. */
const sameConstraint = (a: JsonObject, b: JsonObject): boolean => sameJson(filled(a), filled(b));

const filled = (constraint: JsonObject): JsonObject => ({ to_columns: [], columns: [], ...constraint });

const title = ({ name, type }: JsonObject): string => String(name ?? type);

const quoted = (name: Json): string => `'${String(name)}'`;

function materialization(model: ModelNode, old: JsonObject, columns: Columns): readonly string[] {
  const before = savedPart(old, 'config').materialized;
  const now = model.config.materialized;
  const some =
    listOf(old.constraints).length > 0 || columns.some(([, one]) => listOf(one.constraints).length > 0);
  return enforces(before) && !enforces(now) && some ? [`${before} -> ${now}`] : [];
}

const enforces = (materialized: Json | undefined): boolean =>
  materialized === 'table' || materialized === 'incremental';

const listOf = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const asObject = (value: Json): JsonObject =>
  typeof value === 'object' && value !== null && !isList(value) ? value : {};
