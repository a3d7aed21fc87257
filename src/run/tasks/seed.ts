import { isAbsolute, join, relative } from 'node:path';
import type { TypeRules } from '../../adapter/index.ts';
import type { CompiledNode } from '../../compile/index.ts';
import { failure } from '../../core/diagnostic.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { SeedNode } from '../../manifest/index.ts';
import type { CsvFile } from '../seeds/csv-file.ts';
import { asWritten, type SeedColumn } from '../seeds/infer.ts';
import { seedRows, seedShape } from '../seeds/seed-file.ts';
import { materialize } from './model.ts';
import type { Task, TaskContext } from './task.ts';

/** Loads a CSV file: reads it once for the types of its columns and once more, streamed, into the table. */
export const seedTask: Task = async (context) => {
  const { node, signal, runtime } = context;
  if (node.resource_type !== 'seed') throw failure('TD902', `a ${node.resource_type} is no seed`);
  const file = csvFile(node, context.projectRoot);
  const types = columnTypes(node);
  const shape = await context.timed('compile', () => seedShape(file, new Set(types.keys()), signal));
  const rules = runtime.adapter.types;
  const wanted = shape.columns.map(({ name, type }) => ({
    name,
    type: types.get(name) ?? rules.seedTypes[type],
  }));
  const columns = keepsTexts(node, rules)
    ? shape.columns.map((one, at) => (isText(rules, wanted[at]?.type ?? '') ? asWritten(one) : one))
    : shape.columns;
  const compiled = uncompiled(node);
  const hooks = {
    seedTable: async () => (isEmptied(context) ? { ...shape, rows: 0 } : shape),
    loadSeed: (relation: string) => load(context, { relation, columns: wanted }, file, columns),
  };
  try {
    return await context.timed('execute', () => materialize(context, node, compiled, hooks));
  } finally {
    // A seed has no SQL of its own to show.
    runtime.compiled.delete(node.unique_id);
  }
};

/** `seed --empty` makes tables without rows; `build --empty` loads seeds whole, as dbt 1.11 does. */
const isEmptied = ({ runtime: { flags } }: TaskContext): boolean =>
  flags.EMPTY === true && flags.WHICH === 'seed';

/** With `fast: false` words mean in text what they mean in numbers. */
const keepsTexts = ({ config }: SeedNode, { seedTextAsWritten = false }: TypeRules): boolean =>
  seedTextAsWritten && config.fast !== false;

const isText = (rules: TypeRules, type: string): boolean =>
  rules.isString(rules.translate(type.replace(/\(.*\)$/, '')));

interface Target {
  readonly relation: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

async function load(
  context: TaskContext,
  target: Target,
  file: CsvFile,
  columns: readonly SeedColumn[],
): Promise<number> {
  const { connection } = await context.session();
  return connection.load(target, seedRows(file, columns, context.signal), context.signal);
}

/** The file of a seed. */
export function csvFile(node: SeedNode, projectRoot: string): CsvFile {
  const root = node.root_path && isAbsolute(node.root_path) ? node.root_path : projectRoot;
  const path = join(root, node.original_file_path);
  const { delimiter } = node.config;
  return {
    path,
    shown: relative(projectRoot, path).replaceAll('\\', '/'),
    delimiter: typeof delimiter === 'string' ? delimiter : ',',
  };
}

/** `column_types` of the config: what the author decided. */
export function columnTypes(node: SeedNode): ReadonlyMap<string, string> {
  const given = node.config.column_types;
  if (!isObject(given)) return new Map();
  return new Map(Object.entries(given).map(([name, type]) => [name, String(type)]));
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const uncompiled = (node: SeedNode): CompiledNode => ({
  id: node.unique_id,
  code: '',
  compiledCode: '',
  extraCtes: [],
  place: () => undefined,
});
