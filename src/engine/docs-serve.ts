import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../core/diagnostic.ts';
import { shippedPage } from './docs-page.ts';
import { startDocsServer } from './docs-server/server.ts';
import { invoke } from './invoke.ts';
import type { Engine } from './open.ts';
import type { ServeOptions } from './options.ts';
import { type CommandResult, DONE } from './result.ts';

const PORT = 8080;
const HOST = '127.0.0.1';

/**
 * Serves the docs page with the artifacts that docs generate has left, until the engine's signal is given.
 * Rejects with TD706 when it cannot listen, TD707 when there is no manifest to show.
 */
export function docsServe(engine: Engine, options: ServeOptions = {}): Promise<CommandResult> {
  return invoke(engine, 'docs serve', async () => {
    const { targetPath, rootPackage } = engine.project;
    checkManifest(targetPath);
    const { host = HOST } = options;
    const served = { targetPath, assets: rootPackage.paths.asset, page: shippedPage(), host };
    const server = await startDocsServer(served, options.port ?? PORT);
    try {
      const url = `http://${urlName(host)}:${server.port}`;
      tell(engine, `Serving docs at ${server.port}`);
      tell(engine, `To access from your browser, navigate to: ${url}`);
      if (!isLocal(host)) tell(engine, 'Everyone who reaches this machine can read it.');
      tell(engine, 'Press Ctrl+C to exit.');
      options.ready?.(url);
      await aborted(engine.signal);
    } finally {
      await server.close();
    }
    return DONE;
  });
}

function checkManifest(targetPath: string): void {
  if (existsSync(join(targetPath, 'manifest.json'))) return;
  throw failure('TD707', `there is no manifest.json in ${targetPath} to show`, {
    help: 'make it first: tsdbt docs generate',
  });
}

const tell = ({ emit }: Engine, message: string): void => emit({ type: 'note', level: 'info', message });

const isLocal = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/** What a browser on this machine calls the address. */
function urlName(host: string): string {
  if ([HOST, '0.0.0.0', '::', '::1', ''].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
