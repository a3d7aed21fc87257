/**
 * The artifacts stage. In: manifest and results. Out: files under target/, whole or not at all.
 * Promises: a file is written beside its place and renamed over it; a full disk is TD702, a folder that cannot be
 * written TD701, one line each, and no part of a file stays behind; values of secrets are masked.
 */

export { copyAssets } from './assets.ts';
export { writeCatalog } from './catalog.ts';
export { createSqlWriter } from './compiled.ts';
export { type ArtifactContext, artifactMetadata } from './context.ts';
export { staticPage, writeDocsPage, writeStaticPage } from './docs-page.ts';
export { writeGraphSummary } from './graph-summary.ts';
export { type BrokenRun, readBrokenRun } from './journal/read.ts';
export { isMereLook, keepLastRun, readLastRun } from './last-run.ts';
export { writeManifest } from './manifest.ts';
export { artifactFile, type ReadableArtifact, readArtifact } from './read.ts';
export { openJournal } from './run-journal.ts';
export { writeRunResults } from './run-results.ts';
export { writeSources } from './sources.ts';
export { createTextWriter, writeFileAtomic } from './write.ts';
