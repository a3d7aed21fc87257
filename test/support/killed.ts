import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KillOrder } from './kill-runner.ts';

const RUNNER = fileURLToPath(new URL('./kill-runner.ts', import.meta.url));

/** How a process ended that was to be killed at a boundary. */
export interface Killed {
  /** It met the boundary; else it came to its end before. */
  readonly killed: boolean;
  /** The boundaries that it met, when it lived. */
  readonly boundaries: readonly string[];
  readonly output: string;
}

/** Runs a command in a process of its own, which dies at the boundary that the order names. */
export function runUntil(order: KillOrder): Promise<Killed> {
  const child = spawn(process.execPath, [RUNNER, JSON.stringify(order)], {
    cwd: order.root,
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'tsdbt-test-cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => out.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_, signal) => {
      const output = Buffer.concat(out).toString('utf8');
      const boundaries = JSON.parse(/boundaries (\[.*\])/.exec(output)?.[1] ?? '[]') as string[]; // what the runner wrote
      resolve({ killed: signal === 'SIGKILL', boundaries, output });
    });
  });
}
