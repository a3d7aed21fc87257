/**
 * The parse stage: Project → Manifest.
 * In: the files and settings of a project. Out: the frozen manifest, or null, and all diagnostics of the project at once.
 * Promises: nothing is asked of the warehouse; the manifest is null exactly when a diagnostic is an error.
 */

export type { SavedMacros } from './context/context.ts';
export type { LastParse, Reuse } from './incremental/session.ts';
export { type ParseInput, type ParseResult, parseProject } from './parse.ts';
