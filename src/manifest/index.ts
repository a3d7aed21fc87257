/** The manifest: node types, the frozen whole, lookups. In: nothing but values. Out: nothing but values. */

export * from './dbt-v12.ts';
export { hasForeignKeys } from './foreign-keys.ts';
export * from './given-input.ts';
export * from './lookup.ts';
export * from './macro-index.ts';
export * from './manifest.ts';
export * from './microbatch.ts';
export * from './nodes.ts';
export { type SavedManifest, savedManifest, savedPart } from './saved.ts';
export * from './semantic.ts';
export { toSemanticManifest } from './semantic-manifest.ts';
export { sourceSettings } from './source-settings.ts';
export { batchSqlPath, sqlPath, unitTestPath } from './sql-path.ts';
export * from './unit-test.ts';
export * from './versions.ts';
