import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Files } from './edits.ts';
import type { Answer } from './player.ts';

const PLAYER = fileURLToPath(new URL('player.ts', import.meta.url));

/** Tries projects in another process, which is started anew after a hang or a crash. */
export interface Game {
  /** What went wrong in tsdbt itself; null when the project ended in a result or in diagnostics. */
  play(files: Files): Promise<Answer>;
  end(): void;
}

/** Starts a game in which a project may take `milliseconds`. */
export function startGame(milliseconds: number): Game {
  let child: ChildProcess | undefined;
  const started = (): ChildProcess => {
    child ??= fork(PLAYER, {
      execArgv: ['--max-old-space-size=1500'],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return child;
  };
  const stop = (): void => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  return {
    play: (files) => ask(started(), files, milliseconds, stop),
    end: () => {
      child?.disconnect();
      child = undefined;
    },
  };
}

function ask(child: ChildProcess, files: Files, milliseconds: number, stop: () => void): Promise<Answer> {
  return new Promise((resolve) => {
    let said = '';
    const listen = (piece: Buffer): void => {
      said = (said + piece.toString('utf8')).slice(-4000);
    };
    const finish = (answer: Answer): void => {
      clearTimeout(timer);
      child.off('exit', crashed).off('message', answered);
      child.stderr?.off('data', listen);
      child.stdout?.off('data', listen);
      resolve(answer);
    };
    const answered = (message: unknown): void => finish(message as Answer); // what the player sends
    const crashed = (code: number | null, signal: string | null): void => {
      stop();
      finish({ finding: `the process ended with ${code ?? signal}: ${said}`, exitCodes: [] });
    };
    const timer = setTimeout(() => {
      child.off('exit', crashed);
      stop();
      finish({ finding: `no answer within ${milliseconds} ms: ${said}`, exitCodes: [] });
    }, milliseconds);
    child.on('exit', crashed).on('message', answered);
    child.stderr?.on('data', listen);
    child.stdout?.on('data', listen);
    child.send(files);
  });
}
