/**
 * A process of its own in which projects are tried: a hang or a crash of it is a finding, and hurts nobody else.
 * In: the files of a project. Out: what went wrong in tsdbt itself, or null.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createColors } from '../../src/cli/console/colors.ts';
import { renderDiagnostic } from '../../src/cli/console/render-diagnostic.ts';
import { type Diagnostic, helpOf, levelOf, TsdbtError } from '../../src/core/diagnostic.ts';
import type { Logged } from '../../src/core/events.ts';
import * as engine from '../../src/engine/index.ts';
import type { Files } from './edits.ts';

const base = mkdtempSync(join(tmpdir(), 'tsdbt-fuzz-'));
const root = join(base, 'deep', 'down', 'here');
process.on('exit', () => rmSync(base, { recursive: true, force: true }));
process.on('disconnect', () => process.exit());

let before: Files = {};

process.on('message', (files: Files) => {
  void play(files).then((answer) => process.send?.(answer));
});

/** How a project ended: what is wrong with that, and the exit codes of the commands that were tried. */
export interface Answer {
  readonly finding: string | null;
  readonly exitCodes: readonly number[];
}

async function play(files: Files): Promise<Answer> {
  put(files);
  const exitCodes: number[] = [];
  const commands = [
    ['parse', engine.parse],
    ['build', engine.build],
    ['docs', engine.docsGenerate],
  ] as const;
  for (const [name, command] of commands) {
    const { finding, exitCode } = await attempt(command);
    exitCodes.push(exitCode);
    if (finding !== null) return { finding: `${name}: ${finding}`, exitCodes };
    if (exitCode === 2) break;
  }
  return { finding: null, exitCodes };
}

/** Writes what changed; a folder that grew odd is made anew. */
function put(files: Files): void {
  const gone = Object.keys(before).filter((path) => !(path in files));
  for (const path of gone) rmSync(join(root, path), { force: true });
  for (const [path, text] of Object.entries(files)) {
    if (before[path] === text) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  before = files;
}

type Command = (opened: engine.Engine) => Promise<{ readonly exitCode: number }>;

/** How one command ended. */
interface Ended {
  readonly finding: string | null;
  readonly exitCode: number;
}

/** Carries a command out and looks at everything that it says. */
async function attempt(command: Command): Promise<Ended> {
  const diagnostics: Diagnostic[] = [];
  const note = (event: Logged): void => {
    if (event.type === 'diagnostic') diagnostics.push(event.diagnostic);
    if (event.type === 'fatal') diagnostics.push(...event.diagnostics);
    if (event.type === 'node:end' && 'diagnostic' in event.result) diagnostics.push(event.result.diagnostic);
  };
  const { exitCode, thrown } = await carryOut(command, note);
  const wrong = diagnostics.map(complaint).find((one) => one !== null);
  return { finding: thrown ?? wrong ?? null, exitCode };
}

/** Opens the project and works on it; whatever is thrown that users must not see comes back as text. */
async function carryOut(
  command: Command,
  note: (event: Logged) => void,
): Promise<{ readonly exitCode: number; readonly thrown?: string }> {
  let opened: engine.Engine | undefined;
  try {
    opened = await engine.openEngine({ projectDir: root, cwd: root, env: { HOME: base }, sinks: [note] });
    return { exitCode: (await command(opened)).exitCode };
  } catch (error) {
    if (!(error instanceof TsdbtError)) return { exitCode: 2, thrown: stackOf(error) };
    if (error.first.code !== 'TD902') return { exitCode: 2 };
    return { exitCode: 2, thrown: `TD902 ${stackOf(error.cause ?? error)}` };
  } finally {
    await opened?.close();
  }
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** What is wrong with the whole folder has no place in a file. */
const WITHOUT_PLACE: ReadonlySet<string> = new Set(['TD101']);

const LEAKS =
  /\bat .*\.(ts|js|mjs):\d+|\[object |is not a function|Cannot read prop|(?<!object|') is not iterable|Cannot convert|call stack|RangeError|Invalid (string|array) length|NaN|\[Function/;

/** What is wrong with a diagnostic: every error has a place and says what to do. */
function complaint(diagnostic: Diagnostic): string | null {
  const { code, message, at } = diagnostic;
  const text = `${code} ${message}`;
  if (code === 'TD902') return text;
  const shown = renderDiagnostic(diagnostic, createColors(false));
  const leak = LEAKS.exec(message);
  if (leak) return `leaks "${leak[0]}": ${shown}`;
  if (levelOf(diagnostic) !== 'error') return null;
  if (at === undefined) return WITHOUT_PLACE.has(code) ? null : `no place: ${shown}`;
  if (!(at.line >= 1 && at.column >= 1) || at.file === '')
    return `odd place: ${JSON.stringify({ ...at, text: '' })} ${text}`;
  if (helpOf(diagnostic) === '') return `no help: ${shown}`;
  return null;
}
