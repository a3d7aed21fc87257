/**
 * `npm run bench`: startup, ls on the bank, cold parse of 1,000 and 10,000 models, a run of 1,000 views against a
 * replay of its own statements; with real dbt beside it when `dbt` is on PATH. Figures are CPU seconds, medians.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Cost, cost, median } from './measure.ts';
import { benchPostgres } from './postgres.ts';
import { writeProject } from './project/generate.ts';
import { prepareSources, replay } from './replay.ts';
import { statementSpan } from './span.ts';

const root = resolve(import.meta.dirname, '..');
const tsdbt = [process.execPath, join(root, 'dist/cli.js')];
const dbt = cost(['dbt', '--version'], root).code === 0 ? ['dbt'] : null;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    postgres: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
  },
});
const runs = Number(values.runs);

function row(name: string, ours: Cost, theirs: Cost | null, target: string): void {
  const other =
    theirs === null ? '' : `   dbt ${theirs.cpu.toFixed(2)} s (${(theirs.cpu / ours.cpu).toFixed(1)}x)`;
  console.log(
    `${name.padEnd(34)} ${ours.cpu.toFixed(3)} s CPU ${ours.wall.toFixed(3)} s wall   goal ${target}${other}`,
  );
}

function startup(): void {
  row('node -e 0', median([process.execPath, '-e', '0'], root, runs), null, '-');
  row(
    '--version',
    median([...tsdbt, '--version'], root, runs),
    dbt && median([...dbt, '--version'], root, 1),
    '0.100',
  );
  row('ls (bank)', median([...tsdbt, 'ls', '--quiet'], root, runs), null, '0.300');
}

function parse(folder: string, models: number, target: string): void {
  const project = join(folder, `parse-${models}`);
  writeProject(project, { models, views: false });
  const cold = (): void => rmSync(join(project, 'target'), { recursive: true, force: true });
  const theirs = dbt && models <= 1000 ? median([...dbt, 'parse'], project, 1, cold) : null;
  row(`parse, cold, ${models} models`, median([...tsdbt, 'parse'], project, runs, cold), theirs, target);
}

async function runViews(folder: string, models: number): Promise<void> {
  const size = { models, views: true };
  const ratios: number[] = [];
  for (let i = 0; i <= runs; i++) {
    const project = join(folder, `run-${i}`);
    writeProject(project, size);
    await prepareSources(join(project, 'bench.duckdb'), size);
    const ours = cost([...tsdbt, 'run', '--log-format-file', 'json', '--log-level-file', 'debug'], project);
    if (ours.code !== 0) throw new Error(ours.output);
    const span = statementSpan(join(project, 'logs/dbt.log'));
    const again = join(folder, `replay-${i}`, 'bench.duckdb');
    mkdirSync(join(folder, `replay-${i}`));
    await prepareSources(again, size);
    const replayed = await replay(again, join(project, 'target'), 4);
    ratios.push(span / replayed);
    console.log(
      `  run ${i}: statements ${span.toFixed(2)} s, replay ${replayed.toFixed(2)} s, whole command ${ours.wall.toFixed(2)} s wall ${ours.cpu.toFixed(2)} s CPU`,
    );
  }
  ratios.sort((a, b) => a - b);
  console.log(
    `${`run, ${models} views / replay`.padEnd(34)} ${(ratios[ratios.length >> 1] ?? 0).toFixed(2)}   goal 1.20`,
  );
  if (dbt) await runDbt(folder, size);
}

async function runDbt(folder: string, size: { models: number; views: boolean }): Promise<void> {
  const project = join(folder, 'run-dbt');
  writeProject(project, size);
  await prepareSources(join(project, 'bench.duckdb'), size);
  const theirs = cost([...(dbt ?? []), 'run'], project);
  console.log(`  dbt run: ${theirs.wall.toFixed(2)} s wall ${theirs.cpu.toFixed(2)} s CPU`);
}

const folder = mkdtempSync(join(tmpdir(), 'tsdbt-bench-'));
try {
  startup();
  parse(folder, 1000, '0.600');
  if (!values.quick) parse(folder, 10_000, '4.000');
  await runViews(folder, values.quick ? 200 : 1000);
  if (values.postgres)
    await benchPostgres({ tsdbt, dbt, runs, models: 500, rows: values.quick ? 100_000 : 1_000_000 });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
