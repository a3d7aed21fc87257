/** Runs a server for a test run until it is told to stop, or until who started it is gone; its address goes to url.txt. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startServer } from '../../bench/tools/postgres/server.ts';

const [folder = '', parent = ''] = process.argv.slice(2);
const write = (name: string, text: string): void => {
  writeFileSync(join(folder, `${name}.new`), text);
  renameSync(join(folder, `${name}.new`), join(folder, name));
};

try {
  const server = await startServer({
    folder: join(folder, 'data'),
    port: await freePort(),
    keep: false,
    fast: true,
  });
  write('url.txt', server.url);
  const watch = setInterval(() => {
    if (isRunning(Number(parent))) return;
    clearInterval(watch);
    void server.stop().finally(() => process.exit(0));
  }, 1000);
} catch (error) {
  write('error.txt', error instanceof Error ? error.message : String(error));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
