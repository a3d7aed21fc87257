/** A package hub on loopback, archives and git repositories made on the spot, and deps run on a project. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { type Diagnostic, TsdbtError } from '../../../src/core/diagnostic.ts';
import type { Logged } from '../../../src/core/events.ts';
import { type DepsOptions, deps, type EngineOptions } from '../../../src/engine/index.ts';
import type { TestProject } from '../../support/project.ts';

/** An entry of an archive; `type` as tar has it: '0' file, '5' folder, '2' link, '1' hard link, '3' device. */
export interface Entry {
  readonly path: string;
  readonly text?: string;
  readonly type?: string;
  readonly target?: string;
}

/** Files by path as entries. */
export const entriesOf = (files: Readonly<Record<string, string>>, folder = 'pkg-1'): Entry[] =>
  Object.entries(files).map(([path, text]) => ({ path: `${folder}/${path}`, text }));

/** A .tar.gz of entries. */
export const tarGz = (entries: readonly Entry[]): Buffer =>
  gzipSync(Buffer.concat([...entries.map(block), Buffer.alloc(1024)]));

function block({ path, text = '', type = '0', target = '' }: Entry): Buffer {
  const content = Buffer.from(text);
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(target, 157, 100);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

/** What a hub has: package → version → what it is. */
export type Shelf = Record<
  string,
  Record<
    string,
    {
      readonly files?: Readonly<Record<string, string>>;
      readonly packages?: readonly unknown[];
      readonly requires?: readonly string[];
      archive?: Buffer;
    }
  >
>;

/** A running hub; it is closed when the test ends. */
export interface Hub {
  readonly url: string;
  readonly shelf: Shelf;
  /** Paths that were asked for since it was started. */
  readonly asked: string[];
  /** The next so many requests are answered with 503. */
  failing: number;
  /** The name that every package has now, where it was renamed. */
  renamed?: string;
}

/** Starts a hub. */
export async function startHub(shelf: Shelf): Promise<Hub> {
  const hub: Hub & { url: string } = { url: '', shelf, asked: [], failing: 0 };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    hub.asked.push(path);
    const answer = hub.failing-- > 0 ? 503 : answerTo(path, hub);
    if (typeof answer === 'number') response.writeHead(answer).end();
    else response.writeHead(200).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  hub.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  return hub;
}

function answerTo(path: string, { shelf, url, renamed }: Hub): Buffer | string | 404 {
  const name = /^\/api\/v1\/(.+)\.json$/.exec(path)?.[1] ?? '';
  const [, owner, own, version] = /^\/tar\/([^/]+)\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const found = shelf[`${owner}/${own}`]?.[version ?? ''];
  if (found) return found.archive ?? tarGz(entriesOf(filesOf(own ?? '', found.files), `${own}-${version}`));
  if (!shelf[name]) return 404;
  const versions = Object.entries(shelf[name]).map(([text, { packages = [], requires }]) => [
    text,
    {
      name: name.split('/')[1],
      version: text,
      packages,
      require_dbt_version: requires,
      downloads: { tarball: `${url}tar/${name}/${text}` },
    },
  ]);
  const redirect = renamed === undefined ? {} : { redirectname: renamed };
  return JSON.stringify({ name: name.split('/')[1], ...redirect, versions: Object.fromEntries(versions) });
}

/** A project of that name, unless the files bring their own. */
export const filesOf = (
  name: string,
  files: Readonly<Record<string, string>> = {},
): Record<string, string> => ({ 'dbt_project.yml': `name: ${name}\nversion: "1.0"\n`, ...files });

/** A git repository; each state is committed and tagged with its name. */
export function repository(states: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const root = mkdtempSync(join(tmpdir(), 'tsdbt-git-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  git(root, 'init', '--quiet', '--initial-branch=main');
  for (const [tag, files] of Object.entries(states)) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    git(root, 'add', '--all');
    git(root, '-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '--quiet', '-m', tag);
    git(root, 'tag', tag);
  }
  return root;
}

/** Calls git; out: what it prints. */
export const git = (root: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

/** How deps ended. */
export interface Installed {
  /** Lines of level info. */
  readonly lines: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** The first error's code and message; '' when all was well. */
  readonly error: string;
}

/** Runs deps in a project's folder. */
export async function install(
  project: TestProject,
  how: DepsOptions = {},
  more: EngineOptions = {},
): Promise<Installed> {
  const events: Logged[] = [];
  const options = { cwd: project.root, ...more, env: { PATH: process.env.PATH, ...more.env } };
  const sinks = [(event: Logged) => events.push(event)];
  const error = await deps({ ...options, sinks }, how).then(
    () => '',
    (thrown: unknown) => {
      if (!(thrown instanceof TsdbtError)) throw thrown;
      if (thrown.first.code === 'TD902') throw thrown.cause;
      return `${thrown.first.code} ${thrown.first.message}`;
    },
  );
  const lines = events.flatMap((event) =>
    event.type === 'note' && event.level === 'info' ? [event.message] : [],
  );
  const diagnostics = events.flatMap((event) => (event.type === 'diagnostic' ? [event.diagnostic] : []));
  return { lines, diagnostics, error };
}
