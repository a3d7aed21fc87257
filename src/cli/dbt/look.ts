import type { Colors } from '../console/colors.ts';

/** How lines are to look. */
export interface Look {
  readonly colors: Colors;
  /** Width that lines of a run are filled up to. */
  readonly width: number;
  /** Every deprecation, not only the first of its kind. */
  readonly allDeprecations: boolean;
}
