import { failure, levelOf, TsdbtError } from '../core/diagnostic.ts';
import { buildDag, type Dag } from '../graph/index.ts';
import { graphNodes, type Manifest } from '../manifest/index.ts';
import { parseProject, type Reuse } from '../parse/index.ts';
import type { Code, World } from '../scope/index.ts';
import type { Engine } from './open.ts';
import { lastParse, tellReuse } from './partial-parse.ts';
import { savedMacros } from './saved-macros.ts';
import { tellVariables } from './told-variables.ts';
import { warningNames } from './warnings.ts';

/** A parsed project, its code and its graph. */
export interface Parsed {
  readonly manifest: Manifest;
  readonly code: Code;
  readonly dag: Dag;
  /** What the next parse can use; null with --no-partial-parse. */
  readonly reuse: Reuse | null;
}

/** Parses the project. Throws TsdbtError with all errors of the project (TD2xx, TD3xx, TD401). */
export function parseAll(engine: Engine, world: World): Parsed {
  const started = performance.now();
  tellVariables(engine, world);
  const last = lastParse(engine, world);
  const { manifest, code, diagnostics, reuse } = parseProject({
    project: engine.project,
    world,
    savedMacros: savedMacros(),
    ...(last ? { last } : {}),
  });
  const errors = diagnostics.filter((one) => levelOf(one) === 'error' || isError(engine, one));
  for (const diagnostic of diagnostics) {
    if (!errors.includes(diagnostic)) engine.emit({ type: 'diagnostic', diagnostic });
  }
  if (errors.length > 0) throw new TsdbtError(errors.map((one) => ({ ...one, level: 'error' as const })));
  if (manifest === null) throw failure('TD902', 'the project was not parsed, and nobody says why');
  const dag = buildDag(manifest);
  if (reuse && last) tellReuse(engine, reuse);
  const seconds = (performance.now() - started) / 1000;
  engine.emit({ type: 'project:parsed', counts: countsOf(manifest), seconds });
  return { manifest, code, dag, reuse: last ? reuse : null };
}

const isError = (engine: Engine, diagnostic: Parameters<typeof warningNames>[0]): boolean =>
  engine.policy(warningNames(diagnostic)) === 'error';

/** How many resources of each kind there are, macros last. */
function countsOf(manifest: Manifest): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { resource_type } of graphNodes(manifest))
    counts[resource_type] = (counts[resource_type] ?? 0) + 1;
  return {
    ...counts,
    macro: manifest.macros.size,
    ...(manifest.groups.size ? { group: manifest.groups.size } : {}),
  };
}
