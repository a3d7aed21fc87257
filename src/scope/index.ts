/**
 * The scope stage: what a template sees.
 * In: a World (before parsing) or a Runtime (after), and what is rendered. Out: a Scope for src/template.
 * Promises: names are built when first looked up; a macro sees the scope of its caller;
 * every statement goes to the warehouse through one function; nothing is shared between invocations.
 */

export { baseScope, type DocResolver, docScope } from './base-scope.ts';
export { createCapture, parseScope } from './parse-scope.ts';
export { createRelationCache } from './relation-cache.ts';
export { type Extra, nodeScope, operationScope } from './run-scope.ts';
export { RelationValue, relationValue } from './values/relation-value.ts';
export * from './world.ts';
