import type { ConfigMerger } from '../config/config-merge.ts';
import type { MacroParseContext } from '../context/context.ts';
import type { Namer } from './names.ts';

/** What building any node takes. */
export interface Tools {
  readonly context: MacroParseContext;
  readonly configs: ConfigMerger;
  readonly namer: Namer;
}
