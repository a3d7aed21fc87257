import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SIDES, targetOn } from './databases.ts';
import type { PublicProject } from './projects.ts';

/** Where clones come from: GitHub, or a folder with bare clones named owner+name/repo. */
export interface Origin {
  /** Folder for clones and projects. */
  readonly folder: string;
  readonly mirrors: string | undefined;
  /** A Postgres to work on, instead of DuckDB files. */
  readonly server?: URL | undefined;
}

/** Fetches a project and its packages and writes a profile for it: a DuckDB file in its folder, or databases on a server. The result is that folder. */
export function prepare(name: string, project: PublicProject, origin: Origin): string {
  const checkout = clone(project.repo, project.folder ?? '.', origin);
  const root = join(origin.folder, 'projects', name.replace(/\W+/g, '-'));
  rmSync(root, { recursive: true, force: true });
  cpSync(join(checkout, project.folder ?? '.'), root, { recursive: true });
  const file = join(root, 'dbt_project.yml');
  const text = readFileSync(file, 'utf8');
  const installed = join(root, /^packages-install-path: *['"]?([^'"\n]*)/m.exec(text)?.[1] ?? 'dbt_packages');
  rmSync(installed, { recursive: true, force: true });
  for (const one of project.packages ?? []) install(packageFolder(one, project, origin), installed);
  rmSync(join(root, 'package-lock.yml'), { force: true });
  const profile = /^profile: *['"]?([^'"\s#]+)/m.exec(text)?.[1];
  if (profile === undefined) appendFileSync(file, '\nprofile: none\n');
  writeFileSync(join(root, 'profiles.yml'), profileText(profile ?? 'none', project.schema, origin.server));
  return root;
}

function packageFolder(spec: string, project: PublicProject, origin: Origin): string {
  const [repo = '', folder = '.'] = spec.split(':');
  return join(clone(repo === 'self' ? project.repo : repo, folder, origin), folder);
}

/** A work tree of a folder of `owner/name@revision`, made once; the folder of the whole. */
function clone(spec: string, folder: string, origin: Origin): string {
  const [repo = '', revision = 'HEAD'] = spec.split('@');
  const to = join(origin.folder, 'clones', spec.replace('/', '+'));
  const { mirrors } = origin;
  const from =
    mirrors === undefined ? `https://github.com/${repo}.git` : join(mirrors, repo.replace('/', '+'), 'repo');
  if (!existsSync(to)) {
    mkdirSync(join(origin.folder, 'clones'), { recursive: true });
    execFileSync('git', ['clone', '--quiet', '--no-checkout', from, to]);
  }
  // A clone may lack large files that nobody needs to read models.
  if (!existsSync(join(to, folder, 'dbt_project.yml')))
    spawnSync('git', ['-C', to, 'checkout', '--quiet', revision, '--', folder], { stdio: 'ignore' });
  return to;
}

/** Copies a package under its own name, without projects inside of it. */
function install(from: string, folder: string): void {
  const name =
    /^name: *['"]?(\w+)/m.exec(readFileSync(join(from, 'dbt_project.yml'), 'utf8'))?.[1] ?? basename(from);
  const to = join(folder, name);
  if (existsSync(to)) return;
  cpSync(from, to, {
    recursive: true,
    filter: (path) =>
      path === from || (basename(path) !== '.git' && !existsSync(join(path, 'dbt_project.yml'))),
  });
}

function profileText(profile: string, schema = 'main', server?: URL): string {
  const target = server ? SIDES[0] : 'duckdb';
  const outputs = server
    ? Object.fromEntries(SIDES.map((side) => [side, targetOn(server, side, schema)]))
    : { duckdb: { type: 'duckdb', path: 'compat.duckdb', schema, threads: 2 } };
  return JSON.stringify({ [profile]: { target, outputs } });
}
