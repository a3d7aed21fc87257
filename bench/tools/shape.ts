/**
 * `npm run shape`: sizes of files and functions, `any`, folder cycles, undocumented exports of src/, adapters/ and ui/.
 * Prints one row, then what breaks the goal; exits 1 when something does. `--all` lists every offender.
 */
import { globSync, readFileSync } from 'node:fs';
import { folderCycles } from './shape/cycles.ts';
import { type FileShape, measure } from './shape/measure.ts';

const GOAL = {
  file: { p50: 80, p90: 180, max: 300 },
  function: { p50: 7, p90: 22, p99: 50, max: 60 },
} as const;

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

const ascending = (a: number, b: number): number => a - b;

function main(): void {
  const paths = globSync(['src/**/*.ts', 'adapters/**/*.ts', 'ui/**/*.ts']).filter(
    (path) => !path.endsWith('.d.ts'),
  );
  const shapes = paths.sort().map((path) => measure(path, readFileSync(path, 'utf8')));
  const files = shapes.map((shape) => shape.lines).sort(ascending);
  const functions = shapes.flatMap((shape) => shape.functions.map((f) => f.lines)).sort(ascending);
  const row = {
    files: files.length,
    lines: files.reduce((sum, n) => sum + n, 0),
    file: { p50: quantile(files, 0.5), p90: quantile(files, 0.9), max: files.at(-1) ?? 0 },
    function: {
      p50: quantile(functions, 0.5),
      p90: quantile(functions, 0.9),
      p99: quantile(functions, 0.99),
      max: functions.at(-1) ?? 0,
    },
  };
  console.log(
    `${row.files} files, ${row.lines} lines · file p50/p90/max ${row.file.p50}/${row.file.p90}/${row.file.max}` +
      ` · function p50/p90/p99/max ${row.function.p50}/${row.function.p90}/${row.function.p99}/${row.function.max}`,
  );
  const broken = [
    ...tooLarge(row.file, GOAL.file, 'file'),
    ...tooLarge(row.function, GOAL.function, 'function'),
    ...offences(shapes),
  ];
  for (const line of broken) console.log(`  ${line}`);
  process.exitCode = broken.length > 0 ? 1 : 0;
}

function tooLarge(found: Record<string, number>, goal: Record<string, number>, what: string): string[] {
  return Object.entries(goal)
    .filter(([key, most]) => (found[key] ?? 0) > most)
    .map(([key, most]) => `${what} ${key} is ${found[key]}, the goal is ${most}`);
}

function offences(shapes: readonly FileShape[]): string[] {
  const lines: string[] = [];
  for (const shape of shapes) {
    if (shape.lines > GOAL.file.max) lines.push(`${shape.path}: ${shape.lines} lines`);
    for (const f of shape.functions) {
      if (f.lines > GOAL.function.max) lines.push(`${shape.path}:${f.line}: ${f.name} has ${f.lines} lines`);
    }
    for (const at of shape.anys) lines.push(`${shape.path}:${at}: any`);
    for (const name of shape.undocumented) lines.push(`${shape.path}: export ${name} has no doc comment`);
  }
  for (const cycle of folderCycles(shapes)) lines.push(`folders import each other: ${cycle.join(' ⇄ ')}`);
  return lines;
}

main();
