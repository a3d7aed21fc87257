import { join } from 'node:path';
import { writeCatalog } from '../artifacts/index.ts';
import { collectCatalog } from '../run/index.ts';
import { artifactContext, saveRunResults, written } from './artifacts.ts';
import { COMPILED } from './compile.ts';
import { commandResult, executeNodes } from './execution.ts';
import { invoke } from './invoke.ts';
import type { Engine } from './open.ts';
import type { DocsOptions } from './options.ts';
import type { CommandResult } from './result.ts';

/** Compiles the project and writes manifest.json and catalog.json; when a node cannot be compiled, no catalog. */
export function docsGenerate(engine: Engine, options: DocsOptions = {}): Promise<CommandResult> {
  return invoke(engine, 'docs generate', async () => {
    const { manifest, runtime, outcome } = await executeNodes(engine, COMPILED, options);
    await saveRunResults(engine, runtime, outcome);
    const result = commandResult(outcome);
    if (result.exitCode !== 0) return result;
    engine.emit({ type: 'note', level: 'info', name: 'BuildingCatalog', message: 'Building catalog' });
    const rows = options.emptyCatalog
      ? []
      : await collectCatalog(runtime, await engine.warehouse(), engine.signal);
    await writeCatalog(artifactContext(engine, runtime), manifest, rows);
    written(engine, 'CatalogArtifact', 'catalog.json');
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
