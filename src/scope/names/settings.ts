import type { JsonObject } from '../../core/json.ts';
import { DBT_VERSION } from '../../core/version.ts';
import { fromHost, PyDict, type Value } from '../../template/index.ts';
import type { BaseContext } from '../context/context.ts';
import type { Member, NameScope } from '../context/lazy-scope.ts';
import { RecordValue } from '../values/record.ts';
import { builtinsValue, contextValue } from './context-value.ts';
import { dataMembers } from './data.ts';
import { flowMembers, renderMember } from './flow.ts';
import { runStartedAt, timeModules } from './modules.ts';
import { environmentMember, variableMember } from './variables.ts';

/** A name whose value may be another one the next time. */
const passing =
  (member: Member<BaseContext>): Member<BaseContext> =>
  (context) => {
    context.world.onPassing?.();
    return member(context);
  };

/** What every scope has: facts of the invocation, plain functions, var() and env_var(). */
export const settingMembers: Readonly<Record<string, Member<BaseContext>>> = {
  ...flowMembers,
  ...dataMembers,
  render: renderMember,
  var: variableMember('error'),
  env_var: environmentMember,
  target: ({ world }) => fromHost(world.target),
  env: ({ world }) => fromHost(world.target),
  flags: passing(({ world }) => flagsValue(world.flags)),
  project_name: ({ world }) => world.projectName,
  dbt_version: () => DBT_VERSION,
  invocation_id: passing(({ world }) => world.invocationId),
  run_started_at: passing(({ world }) => runStartedAt(world.runStartedAt)),
  modules: passing(() => timeModules()),
  thread_id: () => 'MainThread',
  builtins: (context) => builtinsValue(scopeOf(context)),
  context: (context) => contextValue(scopeOf(context)),
};

const scopeOf = (context: BaseContext): NameScope => context.scope();

/** `flags.FULL_REFRESH`: attributes, None for what is known but not set. */
function flagsValue(flags: JsonObject): RecordValue {
  const fields = Object.entries(flags).map(([name, value]) => [name, (): Value => fromHost(value)] as const);
  return new RecordValue('Flags', new Map(fields));
}

/** Flags that have a value, under the names of the command line. */
const setFlags = (flags: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(flags).flatMap(([name, value]) => (value === null ? [] : [[name.toLowerCase(), value]])),
  );

/** What scopes with macros have besides. */
export const invocationMembers: Readonly<Record<string, Member<BaseContext>>> = {
  invocation_args_dict: passing(({ world }) =>
    fromHost({ ...setFlags(world.flags), ...world.invocationArgs }),
  ),
  dbt_metadata_envs: passing(({ world }) => new PyDict(Object.entries(world.metadataEnv))),
  database: ({ world }) => world.target.database,
  schema: ({ world }) => world.target.schema,
};
