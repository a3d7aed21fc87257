import { failure } from '../core/diagnostic.ts';
import type { MacroId } from '../core/ids.ts';
import type { ManifestNode } from '../manifest/index.ts';
import {
  createRunScope,
  type Extra,
  type RunHooks,
  type RunScope,
  type Runtime,
  type Session,
} from '../scope/index.ts';
import { callValue, fromHost, PyDict, PyError, toHost, type Value } from '../template/index.ts';

/** Arguments of a macro from the host: plain data, or values of templates. */
export interface MacroArguments {
  readonly positional?: readonly unknown[];
  readonly named?: Readonly<Record<string, unknown>>;
}

/** What a macro gave. */
export interface MacroCall {
  readonly value: Value;
  /** The same as plain data. */
  readonly host: unknown;
}

/** Calls a macro in the scope of a node, or of an operation where there is none. Rejects with TsdbtError. */
export async function callMacro(
  runtime: Runtime,
  macro: MacroId,
  args: MacroArguments,
  session: Session,
  node?: ManifestNode,
  extra?: ReadonlyMap<string, Value>,
): Promise<MacroCall> {
  const packageName = node?.package_name ?? packageOf(macro, runtime);
  const scope = createRunScope(runtime, {
    node: node ?? null,
    packageName,
    session,
    extra: node ? extra : withMacro(runtime, macro, extra),
    hooks: OPERATION,
  });
  const value = await callIn(scope, macro, args);
  return { value, host: toHost(value) };
}

/** In operations `model` is the macro that is called, as in dbt. */
function withMacro({ manifest }: Runtime, macro: MacroId, extra: Extra = new Map()): Extra {
  const about = new PyDict(() => Object.entries(manifest.macros.get(macro) ?? {}).flatMap(setField));
  return new Map([['model', about], ...extra]);
}

const setField = ([key, value]: readonly [string, unknown]): readonly (readonly [Value, Value])[] =>
  value === null || value === undefined ? [] : [[key, fromHost(value)]];

const OPERATION: RunHooks = { anyRef: true };

/** A macro of an installed package sees its own package's names first, all others those of the root project. */
function packageOf(macro: MacroId, { projectName, macros }: Runtime): string {
  const name = macro.split('.')[1] ?? projectName;
  return macros.index.isPackage(name) && name !== 'dbt' ? name : projectName;
}

/** Calls a macro in a scope that is there already. */
export async function callIn({ macros }: RunScope, macro: MacroId, args: MacroArguments): Promise<Value> {
  const target = macros.bound(macro);
  if (!target) throw failure('TD508', `the macro ${macro} has no code`);
  const named = Object.entries(args.named ?? {}).map(([name, value]) => [name, fromHost(value)] as const);
  try {
    return await callValue(target, (args.positional ?? []).map(fromHost), new Map(named));
  } catch (error) {
    throw error instanceof PyError ? failure(error.code ?? 'TD305', error.message, { cause: error }) : error;
  }
}

/** Calls a macro of the standard library by its name, the root project's own version first. */
export async function callStandard(
  runtime: Runtime,
  name: string,
  args: MacroArguments,
  session: Session,
): Promise<Value> {
  const id = runtime.macros.index.find(name, runtime.projectName);
  if (id === undefined)
    throw failure('TD213', `dbt could not find a macro with the name '${name}' in any package`);
  return (await callMacro(runtime, id, args, session)).value;
}
