import { join } from 'node:path';
import {
  type ArtifactContext,
  createSqlWriter,
  keepLastRun,
  writeGraphSummary,
  writeManifest,
  writeRunResults,
} from '../artifacts/index.ts';
import type { Manifest } from '../manifest/index.ts';
import type { RunOutcome, SqlWriter } from '../run/index.ts';
import type { Runtime, World } from '../scope/index.ts';
import type { Parsed } from './manifest.ts';
import type { Engine } from './open.ts';
import { leaveForNext } from './partial-parse.ts';
import { writesJson } from './world.ts';

/** What every artifact of this invocation says about it. */
export function artifactContext(engine: Engine, world: World): ArtifactContext {
  return {
    targetPath: engine.project.targetPath,
    invocationId: engine.id,
    invocationStartedAt: engine.startedAt,
    env: world.metadataEnv,
    adapterType: engine.adapter.name,
    args: world.invocationArgs,
    mask: (text) => engine.masker.mask(text),
  };
}

/** Keeps compiled and executed SQL under target/. */
export const sqlWriter = (engine: Engine): SqlWriter => createSqlWriter(engine.project.targetPath);

/** Writes manifest.json, unless --no-write-json. Rejects with TD701, TD702. */
export async function saveManifest(
  engine: Engine,
  world: World,
  { manifest, reuse }: Parsed,
  compiled: Runtime['compiled'] = new Map(),
): Promise<void> {
  if (writesJson(world)) await writeOut(engine, world, manifest, compiled);
  leaveForNext(engine, reuse);
}

async function writeOut(
  engine: Engine,
  world: World,
  manifest: Manifest,
  compiled: Runtime['compiled'],
): Promise<void> {
  await writeManifest(artifactContext(engine, world), manifest, compiled);
  written(engine, 'WritableManifest', 'manifest.json');
}

/** Writes graph_summary.json, unless --no-write-json. Rejects with TD701, TD702. */
export async function saveGraphSummary(engine: Engine, world: World, manifest: Manifest): Promise<void> {
  if (writesJson(world)) await writeGraphSummary(artifactContext(engine, world), manifest);
}

/** Writes run_results.json, unless --no-write-json. Rejects with TD701, TD702. */
export async function saveRunResults(engine: Engine, runtime: Runtime, outcome: RunOutcome): Promise<void> {
  if (!writesJson(runtime)) return;
  keepLastRun(engine.project.targetPath, runtime.invocationArgs.which);
  await writeRunResults(artifactContext(engine, runtime), outcome);
  written(engine, 'RunExecutionResult', 'run_results.json');
}

/** Tells that an artifact was written. */
export function written(engine: Engine, artifact: string, file: string): void {
  engine.emit({ type: 'artifact:written', artifact, path: join(engine.project.targetPath, file) });
}
