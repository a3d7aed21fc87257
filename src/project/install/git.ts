/** Runs git so that nothing of a repository runs: no hooks, no submodules, no prompts, no transports that run commands. */
import { execFile } from 'node:child_process';
import { failure } from '../../core/diagnostic.ts';
import type { Env } from '../env.ts';

/** How a call of git ended. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls git with arguments in a folder. */
export type Git = (folder: string, ...args: readonly string[]) => Promise<GitAnswer>;

const SETTINGS = [
  'protocol.ext.allow=never',
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'advice.detachedHead=false',
  'gc.auto=0',
].flatMap((setting) => ['-c', setting]);

/** Variables that would point git at another repository than ours: set while a hook of git runs. */
const FOREIGN =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX|TEMPLATE_DIR)$/;

/** Git with the variables of `env`. A call rejects with TD119 when there is no git, TD506 when cancelled. */
export function createGit(env: Env, signal: AbortSignal): Git {
  const variables: NodeJS.ProcessEnv = {
    ...Object.fromEntries(env.startingWith('').filter(([name]) => !FOREIGN.test(name))),
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
  return (folder, ...args) =>
    new Promise((resolve, reject) => {
      const options = { cwd: folder, env: variables, signal, maxBuffer: 16 * 1024 * 1024 };
      execFile('git', [...SETTINGS, ...args], options, (error, stdout, stderr) => {
        if (signal.aborted) reject(failure('TD506', 'cancelled', { cause: error }));
        else if (error !== null && error.code === 'ENOENT') reject(noGit());
        else resolve({ ok: error === null, stdout, stderr });
      });
    });
}

const noGit = () =>
  failure('TD119', 'Make sure git is installed on your machine: it was not found on the PATH', {
    help: 'https://git-scm.com/downloads, or use a tarball: package instead',
  });
