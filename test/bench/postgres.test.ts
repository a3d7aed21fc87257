import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const TOOL = fileURLToPath(new URL('../../bench/tools/postgres.ts', import.meta.url));

test('npm run postgres on a port that is taken says so, without a stack trace', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo; // it listens on a port
  onTestFinished(() => {
    taken.close();
    rmSync(join(tmpdir(), `tsdbt-postgres-${port}`), { recursive: true, force: true });
  });
  const child = spawn(process.execPath, [TOOL, String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text));
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1);
  expect(errors).toContain(`npm run postgres -- ${port + 1}`);
  expect(errors).not.toContain('    at ');
}, 60_000);
