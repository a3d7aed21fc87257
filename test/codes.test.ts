import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CODES } from '../src/core/codes.ts';

const root = join(import.meta.dirname, '..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const codesIn = (text: string): Set<string> => new Set(text.match(/\bTD\d{3}\b/g));

/** The codes that stand in files. */
const codesOf = (pattern: string, except: string): Set<string> =>
  codesIn(
    globSync(pattern, { cwd: root })
      .filter((path) => path !== except)
      .map(textOf)
      .join('\n'),
  );

test('docs/reference/errors.md explains every code of the table, under its title and level, in its order', () => {
  const sections = textOf('docs/reference/errors.md').split(/^### /m).slice(1);
  const told = sections.map((section) => {
    const [, code, title, level] = /^(TD\d{3})\n\n\*\*(.+)\*\* \((error|warning)\)\n/.exec(section) ?? [];
    return { code, title, level };
  });
  const table = Object.entries(CODES).map(([code, { title, level }]) => ({
    code,
    title,
    level: level === 'warn' ? 'warning' : 'error',
  }));
  expect(told).toEqual(table.sort((a, b) => (a.code < b.code ? -1 : 1)));
  for (const section of sections) expect(section).toMatch(/\nTo do: .+/);
});

test('every code is raised somewhere, and no other is', () => {
  const raised = codesOf('{src,adapters}/**/*.ts', 'src/core/codes.ts');
  expect([...raised].sort()).toEqual(Object.keys(CODES).sort());
});

test('every code stands in a test that meets it', () => {
  const tested = codesOf('test/**/*.ts', 'test/codes.test.ts');
  expect(Object.keys(CODES).filter((code) => !tested.has(code))).toEqual([]);
});
