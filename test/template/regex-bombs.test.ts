import { expect, test } from 'vitest';
import { pythonModules } from '../../src/template/index.ts';
import { problem, render } from './rendering.ts';

const A40 = "'a' * 40 ~ 'b'";

test.each([
  `modules.re.match('(a+)+$', ${A40})`,
  `modules.re.sub('(a|aa)+$', '', ${A40})`,
  `modules.re.findall('(.*a){20}c', ${A40})`,
  "modules.re.search('x*y', 'x' * 2000000)",
])('%s stops with TD308 at its place', async (expression) => {
  const found = await problem(`\n{{ ${expression} }}`, { modules: pythonModules() });
  expect(found).toMatchObject({ code: 'TD308', at: { line: 2 } });
});

test.each([
  ["modules.re.findall('(a+)(b*)', 'aab a ab ' * 3) | length", '9'],
  ["modules.re.sub('\\s*,\\s*|x*', '-', 'one , two , three , four')", '-o-n-e--t-w-o--t-h-r-e-e--f-o-u-r-'],
  [
    "modules.re.split('\\W+|é*', 'αβ, γδ! and more words')",
    "['', 'α', 'β', '', 'γ', 'δ', '', 'a', 'n', 'd', '', 'm', 'o', 'r', 'e', '', 'w', 'o', 'r', 'd', 's', '']",
  ],
])('patterns that repeat twice match as others do: %s', async (expression, wanted) => {
  expect(await render(`{{ ${expression} }}`, { modules: pythonModules() })).toBe(wanted);
});
