import { join } from 'node:path';
import { copyAssets, writeCatalog } from '../artifacts/index.ts';
import type { Manifest } from '../manifest/index.ts';
import { collectCatalog } from '../run/index.ts';
import type { Runtime } from '../scope/index.ts';
import { artifactContext, saveRunResults, written } from './artifacts.ts';
import { COMPILED } from './compile.ts';
import { commandResult, executeNodes } from './execution.ts';
import { invoke } from './invoke.ts';
import { parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import type { DocsOptions } from './options.ts';
import { type CommandResult, DONE } from './result.ts';
import { createRuntime } from './runtime.ts';
import { createWorld } from './world.ts';

/**
 * Writes catalog.json and copies the assets; before that compiles the project and writes manifest.json, unless `compile` is false.
 * When a node cannot be compiled, no catalog is written.
 */
export function docsGenerate(engine: Engine, options: DocsOptions = {}): Promise<CommandResult> {
  return invoke(engine, 'docs generate', async () => {
    const { manifest, runtime, result } = await (options.compile === false
      ? parsed(engine, options)
      : compiled(engine, options));
    if (result.exitCode !== 0) return result;
    engine.emit({ type: 'note', level: 'info', name: 'BuildingCatalog', message: 'Building catalog' });
    const rows = options.emptyCatalog
      ? []
      : await collectCatalog(runtime, await engine.warehouse(), engine.signal);
    await writeCatalog(artifactContext(engine, runtime), manifest, rows);
    written(engine, 'CatalogArtifact', 'catalog.json');
    await copyAssets(engine.project.rootPackage, engine.project.targetPath);
    const path = join(engine.project.targetPath, 'catalog.json');
    engine.emit({
      type: 'note',
      level: 'info',
      name: 'CatalogWritten',
      message: `Catalog written to ${path}`,
    });
    return result;
  });
}

/** What the catalog is made for. */
interface Documented {
  readonly manifest: Manifest;
  readonly runtime: Runtime;
  readonly result: CommandResult;
}

async function compiled(engine: Engine, options: DocsOptions): Promise<Documented> {
  const { manifest, runtime, outcome } = await executeNodes(engine, COMPILED, options);
  await saveRunResults(engine, runtime, outcome);
  return { manifest, runtime, result: commandResult(outcome) };
}

async function parsed(engine: Engine, options: DocsOptions): Promise<Documented> {
  const world = createWorld(engine, 'generate', options);
  const project = parseAll(engine, world);
  return {
    manifest: project.manifest,
    runtime: createRuntime(world, project, new Set()),
    result: DONE,
  };
}
