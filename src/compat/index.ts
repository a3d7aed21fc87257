/**
 * Two tools on one project: what they wrote is compared.
 * In: the other tool's command, copies of the project, artifacts of both, sessions of both warehouses.
 * Out: counts of what agrees, and the differences.
 * Promises: it knows no command of ours; what it compares stands in artifacts and tables, not in memory.
 */
export { type Comparison, type Count, type Difference, merged } from './comparison.ts';
export { wordsOf } from './other-command.ts';
export { scratchProfile } from './profile.ts';
export { comparisonJson, comparisonText } from './report.ts';
export { copyProject, scratchFolder } from './scratch.ts';
export { builtRelations, compareArtifacts, type Done, sideOf } from './sides.ts';
export { compareTables } from './tables.ts';
export { type Artifacts, readJson, theirRun } from './their-run.ts';
export { withoutUnstable } from './unstable.ts';
