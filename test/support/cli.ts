import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a child process printed, and how it ended. */
export interface CliResult {
  /** The exit code; 128 + n when signal n ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with what the command line is run. */
export interface CliOptions {
  readonly cwd: string;
  /** Added to a bare environment (PATH and HOME only). */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Called with the process once it runs: to send signals or to read along. */
  readonly started?: (child: ReturnType<typeof spawn>) => void;
}

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Runs `tsdbt <args>` from the sources, as a user would, with no terminal. */
export function runCli(args: readonly string[], { cwd, env, started }: CliOptions): Promise<CliResult> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  started?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');
      resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 143), stdout: text(out), stderr: text(err) });
    });
  });
}
