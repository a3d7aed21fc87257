/** Global setup: a folder for the run's Postgres, which is started by the first test that needs it and stopped here. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresFolder: string;
  }
}

/** Provides the folder; returns what stops the server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tsdbt-pg-'));
  // The server may run as another user.
  await chmod(folder, 0o755);
  project.provide('postgresFolder', folder);
  return async () => {
    await stopServer(join(folder, 'pid.txt'));
    rmSync(folder, { recursive: true, force: true });
  };
}

async function stopServer(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(pid, tries === 0 ? 'SIGTERM' : 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
