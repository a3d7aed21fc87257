import type { Project } from '../data/project.ts';
import type { SearchIndex } from '../data/search.ts';

/** What every view is made from. */
export interface Context {
  readonly project: Project;
  readonly index: SearchIndex;
}
