/**
 * Fetches public projects into a temporary folder and compares tsdbt with dbt on each; prints the table of docs/compatibility.md.
 * node bench/compat/main.ts --against <dbt command> [--postgres <url>] [--mirrors <folder of clones>] [--folder <scratch>] [project …]
 * With --postgres each project gets new databases on that server, `compat_theirs` and so on; else DuckDB files.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { newDatabases, SIDES } from './databases.ts';
import { type Origin, prepare } from './prepare.ts';
import { PROJECTS, type PublicProject } from './projects.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

interface Count {
  readonly kind: string;
  readonly agreed: number;
  readonly total: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    against: { type: 'string' },
    mirrors: { type: 'string' },
    folder: { type: 'string' },
    postgres: { type: 'string' },
  },
});
const against = values.against ?? 'dbt';
const folder = resolve(values.folder ?? mkdtempSync(join(tmpdir(), 'tsdbt-public-')));
const server = values.postgres === undefined ? undefined : new URL(values.postgres);
const origin: Origin = { folder, mirrors: values.mirrors, server };
const names = positionals.length > 0 ? positionals : Object.keys(PROJECTS);

console.log('| project | does | resources | compiled models | compiled tests | results | tables |');
console.log('|---|---|---|---|---|---|---|');
for (const name of names) {
  const project = PROJECTS[name];
  if (project === undefined) throw new Error(`${name} is none of: ${Object.keys(PROJECTS).join(', ')}`);
  if (server) await newDatabases(server);
  console.log(row(name, project));
}
console.error(`reports: ${join(folder, 'reports')}`);

function row(name: string, project: PublicProject): string {
  try {
    const root = prepare(name, project, origin);
    for (const command of project.before ?? [])
      for (const target of server ? SIDES.map((side) => ` --target ${side}`) : [''])
        inProject(root, project, command + target);
    const counts = compare(name, root, project);
    const cell = (wanted: (kind: string) => boolean): string =>
      agreed(counts.filter(({ kind }) => wanted(kind)));
    const compiled = (kind: string): boolean => kind.startsWith('compiled ');
    const result = (kind: string): boolean => kind.startsWith('result of ');
    return `| ${[
      `[${name}](https://github.com/${project.repo.split('@')[0]})`,
      project.does,
      cell((kind) => !compiled(kind) && !result(kind) && !kind.startsWith('table')),
      cell((kind) => kind === 'compiled model'),
      cell((kind) => compiled(kind) && kind !== 'compiled model'),
      cell(result),
      cell((kind) => kind.startsWith('table')),
    ].join(' | ')} |`;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return `| ${name} | ${project.does} | ${message.trim().split('\n').slice(0, 12).join(' ⏎ ')} |`;
  }
}

/** A command of the other tool, as preparation. */
function inProject(root: string, project: PublicProject, command: string): void {
  const [program = '', ...first] = against.split(' ');
  try {
    execFileSync(program, [...first, ...command.split(' '), '--profiles-dir', '.', ...varsOf(project)], {
      cwd: root,
      env: { ...process.env, ...project.env, DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' },
      stdio: 'ignore',
    });
  } catch {
    // what it could not do is missing on both sides
  }
}

function varsOf({ vars }: PublicProject): string[] {
  return vars ? ['--vars', JSON.stringify(vars)] : [];
}

function compare(name: string, root: string, project: PublicProject): readonly Count[] {
  const targets = server ? ['--targets', SIDES.join(',')] : [];
  const mode = { build: ['--build', '--twice', ...targets], parse: ['--parse-only'], compile: [] }[
    project.does
  ];
  const exclude = project.exclude ? ['--exclude', ...project.exclude] : [];
  const args = [
    'compat',
    '--against',
    against,
    ...mode,
    ...exclude,
    ...varsOf(project),
    '--output',
    'json',
    '--quiet',
  ];
  const { stdout } = spawnSync(process.execPath, [CLI, ...args, '--profiles-dir', '.'], {
    cwd: root,
    env: { ...process.env, ...project.env },
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  mkdirSync(join(folder, 'reports'), { recursive: true });
  writeFileSync(join(folder, 'reports', `${name.replace(/\W+/g, '-')}.json`), stdout);
  const start = stdout.indexOf('{');
  if (start < 0 || !stdout.includes('"counts"')) throw new Error(stdout || 'no report');
  return JSON.parse(stdout.slice(start)).counts;
}

function agreed(counts: readonly Count[]): string {
  const sum = (key: 'agreed' | 'total'): number => counts.reduce((all, count) => all + count[key], 0);
  return sum('total') === 0 ? '' : `${sum('agreed')} / ${sum('total')}`;
}
