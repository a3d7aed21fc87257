import { spawnSync } from 'node:child_process';

/** What one finished process cost. */
export interface Cost {
  /** Seconds from start to end. */
  readonly wall: number;
  /** Seconds of processor time, user and system, of the process and its children. */
  readonly cpu: number;
  /** Exit code. */
  readonly code: number;
  readonly output: string;
}

/** Runs a command through bash's own `time`, which accounts children too. */
export function cost(command: readonly string[], cwd: string): Cost {
  const script = 'TIMEFORMAT="@@ %R %U %S"; time "$@"';
  const run = spawnSync('bash', ['-c', script, 'bash', ...command], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, NO_COLOR: '1', DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' },
  });
  const [wall = 0, user = 0, system = 0] = (/@@ ([\d.]+) ([\d.]+) ([\d.]+)/.exec(run.stderr) ?? [])
    .slice(1)
    .map(Number);
  return { wall, cpu: user + system, code: run.status ?? 1, output: `${run.stdout}${run.stderr}` };
}

/** The median of several runs, after one that does not count; throws when a run fails. */
export function median(
  command: readonly string[],
  cwd: string,
  runs: number,
  before: () => void = () => {},
): Cost {
  const costs: Cost[] = [];
  for (let i = 0; i <= runs; i++) {
    before();
    const one = cost(command, cwd);
    if (one.code !== 0) throw new Error(`${command.join(' ')} failed:\n${one.output}`);
    if (i > 0) costs.push(one);
  }
  costs.sort((a, b) => a.cpu - b.cpu);
  return costs[costs.length >> 1] as Cost;
}
