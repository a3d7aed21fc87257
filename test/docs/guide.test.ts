import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONFIG_KEYS as DUCKDB_KEYS } from '../../adapters/duckdb/config-keys.ts';
import { CONFIG_KEYS as POSTGRES_KEYS } from '../../adapters/postgres/config-keys.ts';
import { committedFiles } from '../support/committed.ts';
import { project, type TestProject } from '../support/project.ts';
import { blocksOf, commandsOf, linesOf } from './blocks.ts';

const GUIDE = join(import.meta.dirname, '../../docs/guide');
const PAGES = globSync('*.md', { cwd: GUIDE }).sort();
const read = (page: string): string => readFileSync(join(GUIDE, page), 'utf8');

/** A project as `tsdbt init shop` writes it, built. */
async function shop(): Promise<TestProject> {
  const outside = await project({});
  await outside.cli(['init', 'shop']);
  const files = Object.fromEntries(
    globSync('shop/**/*.*', { cwd: outside.root }).map((path) => [
      path.replace(/^shop[\\/]/, ''),
      outside.read(path),
    ]),
  );
  const p = await project(files);
  await p.cli(['build', '--quiet']);
  return p;
}

describe('the guide', () => {
  test.each(PAGES)('%s: commands end as it says and print what it shows', async (page) => {
    const blocks = blocksOf(read(page));
    if (!blocks.some(({ kind }) => kind === 'sh')) return;
    const p = await shop();
    let printed = '';
    for (const block of blocks) {
      if (block.path !== undefined) p.write(block.path, block.text);
      if (block.kind === 'sh') printed = await run(p, block.text);
      if (block.kind === 'text')
        for (const line of linesOf(block.text)) expect(linesOf(printed)).toContain(line);
    }
  });

  test.each(PAGES)('%s: links lead somewhere', (page) => {
    for (const [, target = ''] of read(page)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)#]+)[^)]*\)/g))
      expect(globSync(join(GUIDE, target)), target).not.toEqual([]);
  });

  test('README.md names every page', () => {
    for (const page of PAGES.filter((name) => name !== 'README.md'))
      expect(read('README.md')).toContain(`(${page})`);
  });

  test.each([
    ['duckdb.md', DUCKDB_KEYS],
    ['postgres.md', POSTGRES_KEYS],
  ] as const)('%s has a row for each key of a target', (page, keys) => {
    const rows = read(page)
      .split('\n')
      .filter((line) => /^\| `\w+` \| (string|integer|list|object|boolean) /.test(line));
    expect(rows).toEqual(
      keys.map(
        (key) =>
          `| \`${key.name}\` | ${key.type} | ${key.default === undefined ? '' : `\`${key.default}\``} | ${key.doc} |`,
      ),
    );
  });
});

describe('README.md', () => {
  const readme = readFileSync(join(GUIDE, '../../README.md'), 'utf8');
  test('models that its commands name are there', () => {
    const names = Object.keys(committedFiles('models')).map((path) => /([^\\/]+)\.\w+$/.exec(path)?.[1]);
    const named = [...readme.matchAll(/--select \+?(\w+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(2);
    expect(names).toEqual(expect.arrayContaining(named));
  });
});

/** Runs the lines of a block in turn and returns what they printed. */
async function run(p: TestProject, text: string): Promise<string> {
  let printed = '';
  for (const { args, exitCode, line } of commandsOf(text)) {
    if (args[0] === 'init') continue; // it stands in the project already
    const { code, stdout, stderr } = await p.cli(args);
    printed += stdout + stderr;
    expect({ line, code, printed }).toEqual({ line, code: exitCode, printed });
  }
  return printed;
}
