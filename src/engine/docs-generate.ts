import { join } from 'node:path';
import { copyAssets, writeCatalog, writeDocsPage, writeStaticPage } from '../artifacts/index.ts';
import type { NodeId } from '../core/ids.ts';
import { collectCatalog } from '../run/index.ts';
import type { Runtime } from '../scope/index.ts';
import { artifactContext, saveManifest, saveRunResults, written } from './artifacts.ts';
import { COMPILED } from './compile.ts';
import { shippedPage } from './docs-page.ts';
import { commandResult, executeNodes } from './execution.ts';
import { invoke } from './invoke.ts';
import { type Parsed, parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import type { DocsOptions } from './options.ts';
import { type CommandResult, DONE } from './result.ts';
import { createRuntime } from './runtime.ts';
import { selectNodes } from './selection.ts';
import { createWorld } from './world.ts';

/**
 * Writes manifest.json, catalog.json and the page that shows them, and copies the assets; the project is compiled first,
 * unless `compile` is false: then the manifest stays as the last command left it, as in dbt, but where one page is to hold
 * everything. When a node cannot be compiled, there is no catalog. Rejects with TD701, TD702, TD707.
 */
export function docsGenerate(engine: Engine, options: DocsOptions = {}): Promise<CommandResult> {
  return invoke(engine, 'docs generate', async () => {
    const documented = await (options.compile === false ? parsed : compiled)(engine, options);
    if (documented.result.exitCode !== 0) {
      const message = 'compile failed, cannot generate docs';
      engine.emit({ type: 'note', level: 'error', name: 'CannotGenerateDocs', message });
      return documented.result;
    }
    const failures = await saveCatalog(engine, documented, options);
    await savePage(engine, options);
    tellEnd(engine, failures);
    return failures === 0 ? documented.result : { ...documented.result, exitCode: 1 };
  });
}

/** What the catalog is made for. */
interface Documented extends Parsed {
  readonly runtime: Runtime;
  readonly result: CommandResult;
}

async function compiled(engine: Engine, options: DocsOptions): Promise<Documented> {
  const { outcome, ...executed } = await executeNodes(engine, { ...COMPILED, which: 'generate' }, options);
  await saveRunResults(engine, executed.runtime, outcome);
  return { ...executed, result: commandResult(outcome) };
}

async function parsed(engine: Engine, options: DocsOptions): Promise<Documented> {
  const world = createWorld(engine, 'generate', options);
  const project = parseAll(engine, world);
  if (options.static) await saveManifest(engine, world, project);
  return { ...project, runtime: createRuntime(world, project, new Set()), result: DONE };
}

/** Writes catalog.json; the result is the number of databases that could not be read. */
async function saveCatalog(engine: Engine, documented: Documented, options: DocsOptions): Promise<number> {
  const { runtime, manifest } = documented;
  const selected = options.emptyCatalog ? new Set<NodeId>() : catalogued(engine, documented, options);
  const { rows, errors } = options.emptyCatalog
    ? { rows: [], errors: [] }
    : await readCatalog(engine, runtime, selected);
  for (const diagnostic of errors.flatMap((error) => error.diagnostics)) {
    engine.emit({ type: 'diagnostic', diagnostic });
  }
  const messages = errors.map((error) => error.message);
  await writeCatalog(artifactContext(engine, runtime), manifest, { rows, errors: messages, selected });
  written(engine, 'CatalogArtifact', 'catalog.json');
  return errors.length;
}

async function readCatalog(engine: Engine, runtime: Runtime, selected: ReadonlySet<NodeId>) {
  engine.emit({ type: 'note', level: 'info', name: 'BuildingCatalog', message: 'Building catalog' });
  return collectCatalog(runtime, await engine.warehouse(), engine.signal, selected);
}

/**
 * What --select and its like mean for the catalog: sources, too, which are not compiled; and all of them when only what
 * failed is compiled again. Warnings were told by compiling.
 */
function catalogued(
  engine: Engine,
  documented: Documented,
  { only: _, ...options }: DocsOptions,
): ReadonlySet<NodeId> {
  const quiet = options.compile === false ? engine : { ...engine, emit: () => {} };
  const resourceTypes = [...COMPILED.resourceTypes, 'source'];
  return selectNodes(quiet, documented.runtime, documented, { ...options, resourceTypes });
}

async function savePage({ project }: Engine, options: DocsOptions): Promise<void> {
  const page = shippedPage();
  await copyAssets(project.rootPackage, project.targetPath);
  await writeDocsPage(project.targetPath, page);
  if (options.static) await writeStaticPage(project.targetPath, page);
}

function tellEnd({ emit, project }: Engine, failures: number): void {
  if (failures > 0) {
    const message = `${failures} failure${failures === 1 ? '' : 's'} while writing the catalog`;
    emit({ type: 'note', level: 'error', name: 'WriteCatalogFailure', message });
  }
  const message = `Catalog written to ${join(project.targetPath, 'catalog.json')}`;
  emit({ type: 'note', level: 'info', name: 'CatalogWritten', message });
}
