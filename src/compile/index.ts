/**
 * The compile stage: node + target → SQL, with a source map; and every macro that the run stage calls.
 * In: a Runtime and a Session. Out: CompiledNode, values of macros. Errors: TsdbtError (TD3xx, TD501, TD510).
 * The text that runs is the author's as rendered; only common table expressions of ephemeral parents are added.
 */

export {
  type BatchContext,
  type BatchPosition,
  type CompiledNode,
  createRelationCache,
  type RelationCache,
  type Runtime,
  relationValue,
  type SavedRelation,
  type Session,
  type World,
} from '../scope/index.ts';
export { callMacro, type MacroArguments, type MacroCall } from './call-macro.ts';
export { runClone } from './clone.ts';
export { compileNode, compileText, type TextToCompile } from './compile.ts';
export { extraValues } from './extra-values.ts';
export { type MeasuredSource, measureSource } from './freshness.ts';
export { renderHook, runSql, streamSql } from './hooks.ts';
export { checkLanguage } from './languages.ts';
export {
  type MaterializationHooks,
  type MaterializationResult,
  runMaterialization,
  type SeedTable,
} from './materialize.ts';
export {
  createSchemas,
  fillCache,
  getCatalog,
  listSchemas,
  type SchemaName,
  showSql,
} from './metadata.ts';
export { relationNameOf, relationOf } from './relation-name.ts';
export * from './state.ts';
