/** Names that must not be mixed up: plain strings with a mark that only the type checker sees. */

declare const mark: unique symbol;

type Branded<Mark extends string> = string & { readonly [mark]: Mark };

/** dbt's unique_id of a node: `model.bank.stg_users`, `test.bank.not_null_….1a2b3c4d5e`. */
export type NodeId = Branded<'NodeId'>;
/** dbt's unique_id of a macro: `macro.bank.day_spine`. */
export type MacroId = Branded<'MacroId'>;
/** One invocation (dbt's invocation_id): a UUID. */
export type RunId = Branded<'RunId'>;

/** Takes a string as the id of a node. */
export const nodeId = (text: string): NodeId => text as NodeId;
/** Takes a string as the id of a macro. */
export const macroId = (text: string): MacroId => text as MacroId;
/** Takes a string as the id of an invocation. */
export const runId = (text: string): RunId => text as RunId;
