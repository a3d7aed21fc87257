import { existsSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { CODES } from '../core/codes.ts';
import { type Diagnostic, failure, TsdbtError } from '../core/diagnostic.ts';
import { TSDBT_VERSION } from '../core/version.ts';
import { loadEnv, profilesPath } from '../project/index.ts';
import { type Engine, type Invocation, openWith, startInvocation } from './open.ts';
import type { EngineOptions } from './options.ts';

/** Options of debug. */
export interface DebugOptions {
  /** Only the connection. */
  readonly connection?: boolean;
  /** Only print where the profile is looked for. */
  readonly configDir?: boolean;
}

/** Shows versions, files and settings, and tries the connection; exit code 1 when something is wrong. */
export async function debug(
  options: EngineOptions,
  how: DebugOptions = {},
): Promise<{ readonly exitCode: 0 | 1 }> {
  const engine = await openOrNull(startInvocation(options));
  if (engine === null) return { exitCode: 1 };
  const say = (message: string): void =>
    engine.emit({ type: 'note', level: 'info', name: 'DebugCmdOut', message });
  for (const line of how.connection
    ? ['Skipping steps before connection verification']
    : aboutProject(engine))
    say(line);
  if (how.configDir) return { exitCode: 0 };
  for (const line of aboutTarget(engine)) say(line);
  const problem = await tryConnection(engine, say);
  await engine.close();
  say('');
  say(problem === undefined ? 'All checks passed!' : '1 check failed:');
  for (const diagnostic of problem?.diagnostics ?? []) engine.emit({ type: 'diagnostic', diagnostic });
  return { exitCode: problem === undefined ? 0 : 1 };
}

/** A project that cannot be opened has been reported; debug answers with 1, not 2. */
async function openOrNull(invocation: Invocation): Promise<Engine | null> {
  try {
    return await openWith(invocation);
  } catch (error) {
    if (!(error instanceof TsdbtError) || error.diagnostics.every(isWarning)) throw error;
    if (error.diagnostics.some(isOfProject)) throw error;
    refuseNoFolder(invocation);
    sayWhere(invocation);
    return null;
  }
}

/** A folder that is not there was mistyped: TD901, which ends debug as any other command. */
function refuseNoFolder({ options: { cwd = process.cwd(), projectDir } }: Invocation): void {
  if (projectDir === undefined || existsSync(resolve(cwd, projectDir))) return;
  throw failure('TD901', `Invalid value for '--project-dir': Path '${projectDir}' does not exist.`, {
    help: '--project-dir <folder of the project file>',
  });
}

/** The profile that is missing or wrong is looked for here. */
function sayWhere({ emit, options }: Invocation): void {
  const { cwd = process.cwd(), env, profilesDir, projectDir } = options;
  const where = { cwd, env: loadEnv(cwd, env), ...(profilesDir === undefined ? {} : { profilesDir }) };
  const path = profilesPath(where, resolve(cwd, projectDir ?? '.'));
  for (const message of [
    `Using profiles.yml file at ${path}`,
    '1 check failed:',
    'Profile loading failed for the following reason: see above',
  ])
    emit({ type: 'note', level: 'info', name: 'DebugCmdOut', message });
}

/** A variable that the project file asks for ends debug as any other command, too; profiles are what debug is about. */
const isOfProject = ({ code, at }: Diagnostic): boolean =>
  code === 'TD111' && /(^|\/)(dbt_)?project\.yml$/.test(at?.file ?? '');

/** A warning that --warn-error made an error of ends debug as any other command. */
const isWarning = ({ code }: Diagnostic): boolean => CODES[code].level === 'warn';

function aboutProject({ project }: Engine): string[] {
  const file = basename(project.rootPackage.projectFile);
  const { target } = project;
  return [
    `tsdbt version: ${TSDBT_VERSION}`,
    `node version: ${process.versions.node}`,
    `node path: ${process.execPath}`,
    `os info: ${platform()} ${release()} ${arch()}`,
    `Using profile ${target.profileName}, target ${target.name}${foundIn(target.place('type')?.file)}`,
    `Using ${file} file at ${join(project.root, file)}`,
    'Configuration:',
    `  ${file} file [OK found and valid]`,
  ];
}

const foundIn = (file: string | undefined): string => (file === undefined ? '' : ` of ${file}`);

/** The adapter's settings, never its secrets. */
function aboutTarget({ project, adapter }: Engine): string[] {
  const secret = new Set(
    adapter.configKeys.filter((key) => key.secret).flatMap((key) => [key.name, ...(key.aliases ?? [])]),
  );
  const shown = Object.entries(project.target.raw).filter(([key]) => !secret.has(key));
  return [
    `adapter type: ${adapter.name}`,
    'Connection:',
    ...shown.map(([key, value]) => `  ${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`),
  ];
}

async function tryConnection(engine: Engine, say: (line: string) => void): Promise<TsdbtError | undefined> {
  try {
    const warehouse = await engine.warehouse();
    const connection = await warehouse.connect();
    await connection.query('select 1 as id');
    await connection.close();
    const known = new Set(Object.keys(engine.project.target.raw));
    const facts = Object.entries(await warehouse.describe()).filter(([key]) => !known.has(key));
    for (const [key, value] of facts) say(`  ${key}: ${value}`);
    say('  Connection test: [OK connection ok]');
    return undefined;
  } catch (error) {
    say('  Connection test: [ERROR]');
    if (error instanceof TsdbtError) return error;
    throw error;
  }
}
