/** The command line. In: words, a console, a folder. Out: an exit code. Nothing is thrown for what a user can do wrong. */

import { TsdbtError } from '../core/diagnostic.ts';
import { durationOf } from '../core/duration.ts';
import type { Sink } from '../core/events.ts';
import { createMasker, type Masker } from '../core/secrets.ts';
import { loadEnv } from '../engine/environment.ts';
import type { EngineOptions } from '../engine/options.ts';
import { ACTIONS } from './actions.ts';
import { type CommandLine, readCommandLine } from './command-line.ts';
import type { Output } from './console/output.ts';
import { oldUsage } from './old-usage.ts';
import type { Values } from './options.ts';
import { flagsOf, settingsOf } from './settings.ts';
import { listenToSignals } from './signals.ts';
import { createSinks } from './sinks.ts';
import { tellOnce } from './tell-once.ts';
import { UsageError } from './usage-error.ts';

/** What the program runs in. */
export interface Host {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly pid: number;
  /** Is told of everything, before the reporters are. */
  readonly watch?: Sink;
  /** Ends the process at once: after a second signal. */
  leave(code: number): void;
}

/** Runs one command; the result is the exit code. */
export async function runProgram(host: Host): Promise<number> {
  try {
    const line = readCommandLine(host.argv);
    if (line.kind === 'version') return await printVersion(host);
    if (line.kind === 'help') return await printHelp(line, host);
    return await runCommand(line, host);
  } catch (error) {
    if (!(error instanceof UsageError)) return internalError(error, host);
    const name = error.command === undefined ? 'tsdbt' : `tsdbt ${error.command}`;
    host.stderr.write(`error TD901: ${error.message}\n  help: ${name} --help\n`);
    return 2;
  }
}

/** A bug of ours: said in one sentence, the stack only where it was asked for. */
function internalError(error: unknown, { stdout, argv }: Host): number {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error && argv.includes('--debug') ? `\n${error.stack ?? ''}` : '';
  stdout.write(`Encountered an error:\nerror TD902: ${message}${stack}\n`);
  return 2;
}

async function printVersion({ stdout }: Host): Promise<number> {
  const { versionText } = await import('./version-text.ts');
  stdout.write(versionText());
  return 0;
}

async function printHelp(
  { command }: Extract<CommandLine, { kind: 'help' }>,
  { stdout }: Host,
): Promise<number> {
  const { commandHelp, generalHelp } = await import('./help.ts');
  stdout.write(command ? commandHelp(command) : generalHelp());
  return 0;
}

async function runCommand(line: Extract<CommandLine, { kind: 'command' }>, host: Host): Promise<number> {
  const { command, argument } = line;
  const env = loadEnv(host.cwd);
  const { peekProject } = await import('../engine/peek-project.ts');
  const { root, flags } = peekProject(host.cwd, line.values['project-dir']);
  const values = settingsOf(command, line.values, { env, projectFlags: flags });
  const masker = createMasker();
  const { sinks: reporters, close } = createSinks({ ...host, values, env, masker, projectRoot: root });
  const signals = listenToSignals(host.leave);
  const notices = oldUsage(host.argv, env);
  const { sinks, tell } = tellOnce([...(host.watch ? [host.watch] : []), ...reporters]);
  const options = { ...engineOptions(values, host, masker), sinks, notices, signal: signals.signal };
  try {
    const ended = await ACTIONS[command.name]?.(options, values, argument);
    return signals.exitCode() ?? ended?.exitCode ?? 0;
  } catch (error) {
    if (!(error instanceof TsdbtError))
      return internalError(error, { ...host, stdout: masked(host.stdout, masker) });
    tell(error);
    return signals.exitCode() ?? 2;
  } finally {
    signals.stop();
    close();
    const code = signals.exitCode();
    if (code !== undefined) leaveSoon(host, code);
  }
}

/** A session that does not close must not keep a command alive that was told to end. */
const leaveSoon = ({ leave }: Host, code: number): void => void setTimeout(() => leave(code), 1000).unref();

const masked = (output: Output, masker: Masker): Output => ({
  ...output,
  write: (text) => output.write(masker.mask(text)),
});

function engineOptions(values: Values, { cwd, argv }: Host, masker: Masker): EngineOptions {
  const named = {
    projectDir: values['project-dir'],
    profilesDir: values['profiles-dir'],
    profile: values.profile,
    target: values.target,
    vars: values.vars,
    targetPath: values['target-path'],
    logPath: values['log-path'],
    threads: values.threads,
    deadline: lengthOf('deadline', values.deadline),
    lockWait: values['lock-wait'] === '0' ? 0 : lengthOf('lock-wait', values['lock-wait']),
    versionCheck: values['version-check'],
    warnError: values['warn-error'],
    warnErrorOptions: values['warn-error-options'],
  };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return { ...given, cwd, masker, command: argv.map(shellWord).join(' '), flags: flagsOf(values) };
}

/** Seconds; UsageError for a text that is no length of time. */
function lengthOf(option: string, text: string | undefined): number | undefined {
  const seconds = durationOf(text);
  if (text !== undefined && seconds === undefined)
    throw new UsageError(`Invalid value for '--${option}': '${text}' is no length of time (90s, 30m, 2h).`);
  return seconds;
}

/** A word as a shell would take it back. */
const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
