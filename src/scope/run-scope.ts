import type { MacroId } from '../core/ids.ts';
import type { ManifestNode } from '../manifest/index.ts';
import { fromHost, hostFunction, type Value } from '../template/index.ts';
import { str } from '../template/python/print.ts';
import { runAdapter } from './adapter/adapter-value.ts';
import { relationExists } from './adapter/relations.ts';
import type { RunContext, RunHooks, StoredResults, Subject } from './context/context.ts';
import { failAt } from './context/fail.ts';
import { type Extra, LazyScope, type Member, members, type NameScope } from './context/lazy-scope.ts';
import { MacroNamespace } from './context/macro-namespace.ts';
import type { Overrides } from './context/overrides.ts';
import type { Runtime, Session } from './context/world.ts';
import { apiValue, columnRules } from './names/api.ts';
import { runConfig } from './names/config.ts';
import { adapterMacro, exceptionsValue, tryFunction, validationValue } from './names/exceptions.ts';
import { graphValue, hooksValue, modelValue } from './names/node-data.ts';
import { nodeRelation } from './names/relations.ts';
import { resultMembers } from './names/results.ts';
import { runReferences } from './names/run-references.ts';
import { invocationMembers, settingMembers } from './names/settings.ts';
import { ColumnClass } from './values/column-value.ts';
import { relationValue } from './values/relation-value.ts';

export type { RunHooks, StoredResults } from './context/context.ts';
export type { Extra } from './context/lazy-scope.ts';
export type { Overrides } from './context/overrides.ts';

/** A scope and what was stored in it by statements. */
export interface RunScope {
  readonly scope: NameScope;
  readonly macros: MacroNamespace;
  readonly results: StoredResults;
}

/** What makes a run-time scope besides the runtime. */
export interface RunScopeInput {
  readonly node: ManifestNode | null;
  readonly packageName: string;
  readonly session: Session;
  readonly extra?: Extra | undefined;
  readonly hooks?: RunHooks;
  /** Whom errors speak of, where there is no node. */
  readonly subject?: Subject;
  /** Values that calls of macros give, and other names are, in place of their own. */
  readonly overrides?: Overrides | undefined;
  /** Told of every call of a macro and how many macros deep it is. */
  readonly onCall?: ((id: MacroId, depth: number) => void) | undefined;
}

type Own = RunContext & { readonly namespace: MacroNamespace };

const OPERATION: Readonly<Record<string, Member<Own>>> = {
  ...settingMembers,
  ...invocationMembers,
  ...runReferences,
  ...resultMembers,
  execute: () => true,
  config: runConfig,
  adapter: (context) => runAdapter({ context, namespace: context.namespace }),
  api: ({ world }) => apiValue(world),
  column: ({ world }) => new ColumnClass(columnRules(world)),
  exceptions: exceptionsValue,
  validation: () => validationValue(),
  try_or_compiler_error: () => tryFunction(),
  adapter_macro: () => adapterMacro(),
  graph: graphValue,
  model: modelValue,
  selected_resources: ({ runtime }) => fromHost(runtime.selected),
  thread_id: ({ session }) => session.thread,
  pre_hooks: () => null,
  post_hooks: () => null,
  sql: () => null,
  sql_now: () => 'now()',
  submit_python_job: pythonJob,
  write: (context) => hostFunction('write', ['payload'], (text) => written(context, text)),
};

const NODE: Readonly<Record<string, Member<Own>>> = {
  ...OPERATION,
  database: ({ node, world }) => node?.database ?? world.target.database,
  schema: ({ node, world }) => node?.schema ?? world.target.schema,
  this: ({ node, world, hooks }) =>
    node ? relationValue(hooks.standIn?.(node.unique_id) ?? nodeRelation(world, node)) : null,
  sql: ({ node, runtime }) => (node ? (runtime.compiled.get(node.unique_id)?.compiledCode ?? null) : null),
  compiled_code: ({ node, runtime }) =>
    node ? (runtime.compiled.get(node.unique_id)?.compiledCode ?? null) : null,
  pre_hooks: (context) => hooksValue(context, 'pre-hook'),
  post_hooks: (context) => hooksValue(context, 'post-hook'),
  defer_relation: () => null,
};

const OPERATION_MEMBERS = members<Own>(OPERATION);
const NODE_MEMBERS = members<Own>(NODE);

function pythonJob(): Value {
  return hostFunction('submit_python_job', ['*args', '**options'], (_args, _options, call) => {
    const message = 'submit_python_job is not intended to be called here: tsdbt runs no Python';
    throw failAt(call, 'TD606', message, { help: 'write the model in SQL' });
  });
}

function written({ hooks }: RunContext, text: Value): string {
  hooks.write?.(str(text));
  return '';
}

/** A run-time scope with its macros and stored results: what the compile stage works with. */
export function createRunScope(runtime: Runtime, input: RunScopeInput): RunScope {
  const { node, packageName, session, overrides, onCall, hooks = {} } = input;
  const results: StoredResults = new Map();
  const namespace = new MacroNamespace({
    macros: runtime.macros,
    packageName,
    scope: () => scope,
    overrides,
    ...(onCall ? { onCall } : {}),
  });
  const context: Own = {
    world: runtime,
    runtime,
    macros: runtime.macros,
    execute: true,
    packageName,
    node,
    session,
    results,
    hooks,
    namespace,
    subject:
      input.subject ??
      (node ? subjectOf(node) : { name: '<Configuration>', id: null, resourceType: 'operation', path: '' }),
    scope: () => scope,
    exists: (relation, call) => relationExists({ context, namespace }, relation, call),
  };
  const layer = node && node.resource_type !== 'operation' ? NODE_MEMBERS : OPERATION_MEMBERS;
  const scope = new LazyScope<Own>({ extra: input.extra, macros: namespace, members: layer, context });
  return { scope, macros: namespace, results };
}

const subjectOf = (node: ManifestNode): Subject => ({
  name: node.name,
  id: node.unique_id,
  resourceType: node.resource_type,
  path: node.original_file_path,
});

/** What a node's template, its materialization and its hooks see: execute is true. */
export const nodeScope = (runtime: Runtime, node: ManifestNode, session: Session, extra?: Extra): NameScope =>
  createRunScope(runtime, { node, packageName: node.package_name, session, extra }).scope;

/** What operations, on-run hooks and metadata macros see. */
export const operationScope = (
  runtime: Runtime,
  packageName: string,
  session: Session,
  extra?: Extra,
): NameScope => createRunScope(runtime, { node: null, packageName, session, extra }).scope;
