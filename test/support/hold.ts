import { spawn } from 'node:child_process';

/** Another process that has a database file open. */
export interface Hold {
  readonly pid: number;
  /** Kept once the file is open. */
  readonly ready: Promise<void>;
  /** Ends the process. */
  release(): Promise<void>;
}

const HOLDER = `
import { DuckDBInstance } from '@duckdb/node-api';
const instance = await DuckDBInstance.create(process.argv[1]);
const connection = await instance.connect();
await connection.run('select 1');
process.stdout.write('open');
setInterval(() => {}, 1000);
`;

/** Opens a DuckDB file in a process of its own and keeps it. */
export function holdDatabase(file: string): Hold {
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, file], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the holder ended with ${code}`)));
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    pid: child.pid ?? 0,
    ready,
    release: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
