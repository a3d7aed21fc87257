import type { MacroId } from '../core/ids.ts';
import { fromHost, hostFunction, type Scope, type Value } from '../template/index.ts';
import { parseAdapter } from './adapter/adapter-value.ts';
import type { ParseContext, Subject } from './context/context.ts';
import { LazyScope, type Member, type Members, members } from './context/lazy-scope.ts';
import { MacroNamespace } from './context/macro-namespace.ts';
import type { Capture, Macros, ParsedPart, World } from './context/world.ts';
import { apiValue, columnRules } from './names/api.ts';
import { answeringConfig, parseConfig } from './names/config.ts';
import { adapterMacro, exceptionsValue, tryFunction, validationValue } from './names/exceptions.ts';
import { emptyGraph } from './names/node-data.ts';
import { ownRelation, parseReferences } from './names/parse-references.ts';
import { invocationMembers, settingMembers } from './names/settings.ts';
import { variableMember } from './names/variables.ts';
import { ColumnClass } from './values/column-value.ts';

/** An empty collector for one rendering while parsing. */
export function createCapture(): Capture {
  return { refs: [], sources: [], metrics: [], functions: [], macros: new Set(), configs: [] };
}

type Own = ParseContext & { readonly namespace: MacroNamespace };

const nothing =
  (name: string, value: Value = ''): Member<Own> =>
  () =>
    hostFunction(name, ['*args', '**options'], () => value);

const PARSE = members<Own>({
  ...settingMembers,
  ...invocationMembers,
  ...parseReferences,
  execute: () => false,
  // dbt gives None for variables that are not set while a model is parsed; running it tells.
  var: variableMember('none'),
  config: parseConfig,
  adapter: (context) => parseAdapter({ context, namespace: context.namespace }),
  api: ({ world }) => apiValue(world),
  column: ({ world }) => new ColumnClass(columnRules(world)),
  exceptions: exceptionsValue,
  validation: () => validationValue(),
  try_or_compiler_error: () => tryFunction(),
  adapter_macro: () => adapterMacro(),
  graph: () => emptyGraph(),
  model: ({ part }) => fromHost(part.fields),
  this: (context) => (context.part.resource_type === 'operation' ? null : ownRelation(context)),
  database: ({ part, world }) => part.database ?? world.target.database,
  schema: ({ part }) => part.schema,
  selected_resources: () => [],
  pre_hooks: () => [],
  post_hooks: () => [],
  sql: () => null,
  compiled_code: () => null,
  defer_relation: () => null,
  sql_now: () => 'now()',
  load_result: nothing('load_result', null),
  store_result: nothing('store_result'),
  store_raw_result: nothing('store_raw_result'),
  write: nothing('write'),
});

// The names of a node are made before it is parsed: its config is known, and a variable that is not set is an error.
const NAMES = members<Own>(PARSE, {
  var: variableMember('error'),
  config: ({ part }) => answeringConfig(part.config, part.unique_id),
});

/** What a template sees while it is parsed: execute is false; refs, sources and configs are collected. */
export const parseScope = (world: World, macros: Macros, part: ParsedPart, capture: Capture): Scope =>
  scopeWith(PARSE, world, macros, part, capture);

/** What generate_schema_name and its like see: as while parsing, but config answers and variables must be set. */
export const nameScope = (world: World, macros: Macros, part: ParsedPart): Scope =>
  scopeWith(NAMES, world, macros, part, createCapture());

function scopeWith(
  table: Members<Own>,
  world: World,
  macros: Macros,
  part: ParsedPart,
  capture: Capture,
): Scope {
  const packageName = part.package_name;
  const onCall = (id: MacroId, depth: number): void => {
    if (depth <= 1) capture.macros.add(id);
  };
  const namespace = new MacroNamespace({ macros, packageName, scope: () => scope, onCall, lenient: true });
  const context: Own = {
    world,
    macros,
    execute: false,
    packageName,
    part,
    capture,
    namespace,
    subject: subjectOf(part),
    scope: () => scope,
  };
  const scope = new LazyScope<Own>({ macros: namespace, members: table, context });
  return scope;
}

const subjectOf = (part: ParsedPart): Subject => ({
  name: part.name,
  id: part.unique_id,
  resourceType: part.resource_type,
  path: part.original_file_path,
});
