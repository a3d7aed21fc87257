import { expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';

const cli = (...args: string[]) => runCli(args, { cwd: import.meta.dirname });

test('--version tells the version, and that of dbt where tools look for it', async () => {
  const { code, stdout } = await cli('--version');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^tsdbt \d+\.\d+\.\d+\n/);
  expect(stdout).toMatch(/ {2}- installed: 1\.11\.\d+/);
});

test('without words it shows help', async () => {
  const { code, stdout } = await cli();
  expect(code).toBe(0);
  expect(stdout).toContain('Usage: tsdbt <command> [options]');
});

test('help lists the commands', async () => {
  const { stdout } = await cli('--help');
  for (const name of ['init', 'build', 'run-operation', 'source freshness', 'docs generate', 'docs serve'])
    expect(stdout).toContain(`  ${name} `);
});

test('help of a command shows its own options first', async () => {
  const { stdout } = await cli('show', '--help');
  expect(stdout.indexOf('--inline')).toBeGreaterThan(0);
  expect(stdout.indexOf('--inline')).toBeLessThan(stdout.indexOf('Options of every command'));
});

const WRONG: readonly [words: string, message: string][] = [
  ['buld', `No such command 'buld'. Did you mean "build"?`],
  ['docs', '"docs" needs one more word: docs generate, docs serve.'],
  ['run --selct a', `No such option '--selct'. Did you mean "--select"?`],
  ['run --output json', '"tsdbt run" does not take it.'],
  ['run --threads many', `Invalid value for '--threads': 'many' is not a valid integer.`],
  [
    'ls --output xml',
    `Invalid value for '--output': 'xml' is not one of 'json', 'name', 'path', 'selector'.`,
  ],
  ['run --target', `Option '--target' requires an argument.`],
  ['run everything', 'Got unexpected extra argument (everything)'],
  ['run-operation', `Missing argument 'MACRO'.`],
];

test.each(WRONG)('tsdbt %s: exit code 2 and one sentence on stderr', async (words, message) => {
  const { code, stdout, stderr } = await cli(...words.split(' '));
  expect(stderr).toContain(message);
  expect(code).toBe(2);
  expect(stdout).toBe('');
});
