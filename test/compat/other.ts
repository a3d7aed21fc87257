import { fileURLToPath } from 'node:url';
import { project, type TestProject } from '../support/project.ts';

const CLI = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** A stand-in for dbt: tsdbt itself, with a change before or after. It prints and ends as `end` says. */
export const other = (before = '', after = ''): string => `
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
const args = process.argv.slice(2);
const edit = (path, change) => writeFileSync(path, change(readFileSync(path, 'utf8')));
const json = (path, change) => edit(path, (text) => {
  const value = JSON.parse(text);
  change(value);
  return JSON.stringify(value);
});
${before}
const { status, stdout } = spawnSync(process.execPath, [${JSON.stringify(CLI)}, ...args], { encoding: 'utf8' });
process.stdout.write(stdout);
process.exitCode = status;
${after}
`;

/** Runs compat against such a stand-in in a project of these files. */
export async function compat(files: Record<string, string>, script: string, ...args: string[]) {
  const p: TestProject = await project({ ...files, 'other.mjs': script });
  const ended = await p.cli(['compat', '--quiet', '--against', `${process.execPath} other.mjs`, ...args]);
  return { p, ...ended };
}
