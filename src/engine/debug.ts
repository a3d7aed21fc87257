import { arch, platform, release } from 'node:os';
import { basename, dirname } from 'node:path';
import { TsdbtError } from '../core/diagnostic.ts';
import { TSDBT_VERSION } from '../core/version.ts';
import type { Engine } from './open.ts';
import { openEngine } from './open.ts';
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
  const engine = await openEngine(options);
  const say = (message: string): void =>
    engine.emit({ type: 'note', level: 'info', name: 'DebugCmdOut', message });
  if (!how.connection) for (const line of aboutProject(engine)) say(line);
  for (const line of aboutTarget(engine)) say(line);
  const problem = await tryConnection(engine, say);
  await engine.close();
  say('');
  say(problem === undefined ? 'All checks passed!' : '1 check failed:');
  if (problem !== undefined)
    for (const diagnostic of problem.diagnostics) engine.emit({ type: 'diagnostic', diagnostic });
  return { exitCode: problem === undefined ? 0 : 1 };
}

function aboutProject({ project }: Engine): string[] {
  const { projectFile } = project.rootPackage;
  return [
    `tsdbt version: ${TSDBT_VERSION}`,
    `node version: ${process.versions.node}`,
    `node path: ${process.execPath}`,
    `os info: ${platform()} ${release()} ${arch()}`,
    `Using profile ${project.target.profileName}, target ${project.target.name}`,
    `Using ${basename(projectFile)} file at ${projectFile.includes('/') ? projectFile : `${dirname(project.root)}/${projectFile}`}`,
    'Configuration:',
    `  ${basename(projectFile)} file [OK found and valid]`,
  ];
}

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
    for (const [key, value] of Object.entries(await warehouse.describe())) say(`  ${key}: ${value}`);
    say('  Connection test: [OK connection ok]');
    return undefined;
  } catch (error) {
    say('  Connection test: [ERROR]');
    if (error instanceof TsdbtError) return error;
    throw error;
  }
}
