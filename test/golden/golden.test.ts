import { randomBytes } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { RunOptions } from '../../src/engine/index.ts';
import { committedFiles } from '../support/committed.ts';
import { type TestDatabase, testDatabase } from '../support/postgres.ts';
import { project, type TestProject } from '../support/project.ts';
import { unifiedDiff } from '../support/unified-diff.ts';

/** What a case needs to run on an adapter: the settings of its target, if it is not the embedded one, and a name that is not the same in every run. */
interface On {
  readonly target?: object;
  readonly passing?: string;
}

/** How a case is run per adapter. */
const ADAPTERS: Readonly<Record<string, () => On>> = {
  duckdb: () => ({}),
  postgres: () => ({
    target: { ...database.target, schema: schemaOf(), threads: 4 },
    passing: database.target.dbname,
  }),
};

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

/** A case finds nothing of the others. */
const schemaOf = (): string => `s${randomBytes(4).toString('hex')}`;

/** `npm run golden`: what comes out is what is expected from now on. */
const ACCEPT = process.env.MODE === 'golden';

interface Step {
  /** Folder below expected/<adapter>; none for a case of one step. */
  readonly name: string;
  readonly command: 'build' | 'run' | 'test' | 'seed' | 'snapshot' | 'compile';
  readonly options?: RunOptions;
}
const ONE_STEP: readonly Step[] = [{ name: '', command: 'build' }];

type Files = Readonly<Record<string, string>>;

const HERE = import.meta.dirname;
const CASES = globSync('*/project.yml', { cwd: HERE }).map(dirname).sort();

const ON_EACH = CASES.flatMap((name) => Object.keys(ADAPTERS).map((adapter) => [name, adapter] as const));

test.each(ON_EACH)('%s on %s', async (name, adapter) => {
  const folder = join(HERE, name, 'expected', adapter);
  const actual = await sqlOf(name, ADAPTERS[adapter]?.() ?? {});
  expect(Object.keys(actual)).not.toEqual([]);
  if (ACCEPT) return accept(folder, actual);
  const differences = compare(expectedIn(folder), actual);
  if (differences.length > 0)
    throw new Error(
      `${differences.join('\n')}\n\nThe SQL of ${name} on ${adapter} changed. If that is right: npm run golden`,
    );
});

/** Everything below target/compiled and target/run after each step, by path. */
async function sqlOf(name: string, { target, passing }: On): Promise<Files> {
  const files = Object.entries(committedFiles(`test/golden/${name}`)).filter(
    ([path]) => !path.startsWith('expected/'),
  );
  const p = await project(Object.fromEntries(files));
  if (target)
    p.write('project.yml', `${p.read('project.yml')}\ntargets:\n  dev: ${JSON.stringify(target)}\n`);
  const schema = target && 'schema' in target ? String(target.schema) : undefined;
  const steps = p.exists('steps.json') ? (JSON.parse(p.read('steps.json')) as readonly Step[]) : ONE_STEP;
  const sql: Record<string, string> = {};
  for (const step of steps) {
    rmSync(join(p.root, 'target'), { recursive: true, force: true });
    await carryOut(p, step);
    for (const path of globSync('{compiled,run}/**/*.sql', { cwd: join(p.root, 'target') }).sort())
      sql[join(step.name, path)] = evenedOut(p.read(join('target', path)), passing, schema);
  }
  return sql;
}

async function carryOut(p: TestProject, { name, command, options }: Step): Promise<void> {
  const ran = await p[command](options);
  expect({ name, error: ran.error?.message, exitCode: ran.exitCode, problems: p.problems }).toMatchObject({
    error: undefined,
    exitCode: 0,
  });
}

/** Without what is different in every run. */
const evenedOut = (sql: string, database = 'memory', schema = 'main'): string =>
  `${sql
    .replaceAll(database, database === 'memory' ? 'memory' : 'db')
    .replaceAll(schema, 'main')
    .replace(/(__dbt_tmp(?:_\d{8})?)\d{12,}/g, '$1')
    .replace(/"[0-9a-f]{32}"/g, '"<index>"')
    .trimEnd()}\n`;

function expectedIn(folder: string): Files {
  const paths = globSync('**/*.sql', { cwd: folder });
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function compare(expected: Files, actual: Files): string[] {
  const paths = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  return paths
    .map((path) => unifiedDiff(path, expected[path] ?? '', actual[path] ?? ''))
    .filter((difference) => difference !== '');
}

function accept(folder: string, actual: Files): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, sql] of Object.entries(actual)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), sql);
  }
}
