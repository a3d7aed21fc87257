import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** A command of the other tool. */
export interface OtherCommand {
  /** Program and first arguments, as `--against` has them. */
  readonly words: readonly string[];
  readonly args: readonly string[];
  /** Where it runs. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** How it ended; `output` is all that it printed. */
export interface OtherEnd {
  readonly code: number | null;
  readonly output: string;
}

/** Splits a command as a shell does, quotes and backslashes included; a program named by a relative path is looked for in `cwd`. */
export function wordsOf(command: string, cwd: string): readonly string[] {
  const words = [...command.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, escaped, double, single) =>
      String(escaped ?? double?.replace(/\\(["\\])/g, '$1') ?? single ?? ''),
    ),
  );
  return words.map((word) =>
    /[\\/]/.test(word) && existsSync(resolve(cwd, word)) ? resolve(cwd, word) : word,
  );
}

/** Runs it to its end; rejects when the program cannot be started. */
export function runOther({ words, args, cwd, env, signal }: OtherCommand): Promise<OtherEnd> {
  const [program = '', ...first] = words;
  return new Promise((done, fail) => {
    const child = spawn(program, [...first, ...args], {
      cwd,
      env,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', fail);
    child.on('close', (code) => done({ code, output: Buffer.concat(chunks).toString('utf8') }));
  });
}
