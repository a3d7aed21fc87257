/**
 * The scope stage: what a template sees.
 * In: a World (before parsing) or a Runtime (after), and what is rendered. Out: a Scope for src/template.
 * Promises: names are built when first looked up; a macro sees the scope of its caller;
 * every statement goes to the warehouse through one function; nothing is shared between invocations.
 */

export { infoOf, knownRelations } from './adapter/methods.ts';
export { baseScope, type DocResolver, docScope } from './base-scope.ts';
export type { BatchContext, BatchPosition, RunTimes } from './context/batch.ts';
export { Overrides } from './context/overrides.ts';
export { missingMaterialization } from './names/exceptions.ts';
export { lookupOf } from './names/lookup.ts';
export { nodeRelation, projectRelation, sourceRelation } from './names/relations.ts';
export { createCapture, nameScope, parseScope } from './parse-scope.ts';
export { createQueryComment } from './query-comment.ts';
export { createRelationCache } from './relation-cache.ts';
export {
  createRunScope,
  type Extra,
  nodeScope,
  operationScope,
  type RunHooks,
  type RunScope,
} from './run-scope.ts';
export { begin, commit, rollback, type SendOptions, send, sendForRows } from './sql/send.ts';
export { cellData, resultTable } from './values/cells.ts';
export { asColumn } from './values/column-value.ts';
export { resultObject } from './values/data-object.ts';
export { ResponseValue } from './values/record.ts';
export { RelationValue, relationValue } from './values/relation-value.ts';
export { TableValue } from './values/table.ts';
export * from './world.ts';
