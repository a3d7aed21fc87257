import type { SavedManifest } from '../manifest/index.ts';

/** When sources were last loaded, in microseconds since 1970; null where it could not be measured. */
export type SavedFreshness = ReadonlyMap<string, number | null>;

/** What was saved before and what selectors compare with; a part is read when one asks for it, undefined: it is not there. */
export interface SavedState {
  /** manifest.json of --state. */
  manifest(): SavedManifest | undefined;
  /** run_results.json of --state: unique_id → status. */
  results(): ReadonlyMap<string, string> | undefined;
  /** sources.json of --state. */
  sources(): SavedFreshness | undefined;
  /** sources.json of this project's target folder. */
  currentSources(): SavedFreshness | undefined;
}

/** How `state:modified` compares. */
export interface StateRules {
  /** dbt's flag state_modified_compare_more_unrendered_values. */
  readonly moreUnrendered: boolean;
  /** Packages of the tool itself: another version of it, or dbt, has other macros there, and that is no change of the project. */
  readonly standardPackages: ReadonlySet<string>;
  /** Whether the warehouse enforces constraints of a type, so that taking one away breaks a contract. */
  enforces(constraint: string): boolean;
}
