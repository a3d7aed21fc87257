import type { MacroId } from '../../core/ids.ts';
import type { DocNode, GroupNode, MacroNode } from '../../manifest/index.ts';
import type { MacroParseContext } from '../context/context.ts';
import type { Built } from '../nodes/built.ts';
import type { BuiltExposure } from '../resources/exposures.ts';
import type { BuiltSource } from '../resources/sources.ts';
import type { BuiltTest } from '../tests/all-tests.ts';
import type { BuiltUnitTest } from '../unit-tests/unit-tests.ts';
import type { Semantics } from './semantics.ts';

/** Everything that the files say, each resource by itself: nothing refers to anything else yet. */
export interface Parts {
  readonly context: MacroParseContext;
  readonly macroNodes: ReadonlyMap<MacroId, MacroNode>;
  readonly docs: ReadonlyMap<string, DocNode>;
  /** Models, snapshots, analyses, singular tests, seeds, hooks. */
  readonly nodes: readonly Built[];
  readonly tests: readonly BuiltTest[];
  readonly unitTests: readonly BuiltUnitTest[];
  readonly sources: readonly BuiltSource[];
  readonly exposures: readonly BuiltExposure[];
  readonly semantics: Semantics;
  readonly groups: ReadonlyMap<string, GroupNode>;
}
