/**
 * The graph stage. In: a Manifest and the words of --select, --exclude, --selector. Out: a Dag and the ids selected.
 * Promises: no walk recurses, so depth and width do not matter; a cycle is reported with the place of each ref in it.
 */
export { buildDag } from './build.ts';
export type { Dag } from './dag.ts';
export type { SavedFreshness, SavedState, StateRules } from './saved-state.ts';
export { type Selection, type SelectionOptions, select } from './select.ts';
export type { IndirectSelection } from './spec.ts';
