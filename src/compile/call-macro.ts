import type { MacroId } from '../core/ids.ts';
import type { ManifestNode } from '../manifest/index.ts';
import type { Runtime, Session } from '../scope/index.ts';
import type { Value } from '../template/index.ts';

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
  throw new Error(
    `not yet ${runtime.projectName} ${macro} ${args.positional} ${session.name} ${node} ${extra}`,
  );
}
