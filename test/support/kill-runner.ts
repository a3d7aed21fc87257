/**
 * Runs one command of a project and kills itself, as `kill -9` does, at a statement boundary: `node kill-runner.ts <json>`.
 * Without `at` it lives, and prints how many boundaries there were.
 */
import { build, openEngine, type RunOptions, retry, run, seed, snapshot } from '../../src/engine/index.ts';
import { withBoundaries } from './boundaries.ts';

/** What the runner is told. */
export interface KillOrder {
  readonly root: string;
  readonly command: 'run' | 'build' | 'seed' | 'snapshot' | 'retry';
  readonly options?: RunOptions;
  /** The boundary, from 1 on. */
  readonly at?: number;
}

const COMMANDS = { run, build, seed, snapshot };

const order = JSON.parse(process.argv[2] ?? '') as KillOrder; // what killed() wrote
let count = 0;
const labels: string[] = [];
const opened = await openEngine({ projectDir: order.root, cwd: order.root, env: process.env, threads: 1 });
const warehouse = async () =>
  withBoundaries(await opened.warehouse(), (what) => {
    count++;
    labels.push(
      what
        .replace(/\/\*.*?\*\//s, '')
        .replace(/\s+/g, ' ')
        .slice(0, 60),
    );
    if (count === order.at) process.kill(process.pid, 'SIGKILL');
  });
if (order.command === 'retry') await retry({ projectDir: order.root, cwd: order.root, env: process.env });
else await COMMANDS[order.command]({ ...opened, warehouse }, order.options ?? {});
await opened.close();
process.stdout.write(`boundaries ${JSON.stringify(labels)}\n`);
