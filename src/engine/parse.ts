import type { Manifest } from '../manifest/index.ts';
import { saveManifest } from './artifacts.ts';
import { invoke } from './invoke.ts';
import { parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import { type CommandResult, DONE } from './result.ts';
import { createWorld } from './world.ts';

/** Reads the whole project, reports all that is wrong with it, and writes manifest.json. */
export function parse(engine: Engine): Promise<CommandResult & { readonly manifest: Manifest }> {
  return invoke(engine, 'parse', async () => {
    const world = createWorld(engine, 'parse', {});
    const parsed = parseAll(engine, world);
    await saveManifest(engine, world, parsed);
    return { ...DONE, manifest: parsed.manifest };
  });
}
