// Makes `npx tsdbt` work inside this checkout: npm links the commands of dependencies, not of the package itself.
import { chmodSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'node_modules/.bin');
const command = join(root, 'dist/cli.js');

if (existsSync(folder)) {
  const link = join(folder, 'tsdbt');
  rmSync(link, { force: true });
  if (process.platform === 'win32') writeFileSync(`${link}.cmd`, `@node "${command}" %*\r\n`);
  else symlinkSync('../../dist/cli.js', link);
  chmodSync(command, 0o755);
}
