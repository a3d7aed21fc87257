/**
 * Makes a realistic dbt project of any size: sources, staging, intermediate and mart models in layers, macros with
 * loops, properties with columns and tests, incremental blocks. The same size and seed give the same files.
 * `node bench/project/generate.ts --models 1000 --out /tmp/p [--views]`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { MACROS } from './macros.ts';
import {
  intermediateSql,
  type ModelSpec,
  martSql,
  propertiesYaml,
  sourcesYaml,
  stagingSql,
} from './models.ts';

/** What is made. */
export interface ProjectSize {
  readonly models: number;
  /** All models as views, for timing runs; else a mix of view, table, ephemeral and incremental. */
  readonly views: boolean;
}

const PER_FOLDER = 10;

/** The files of a project by path. */
export function projectFiles(size: ProjectSize): Map<string, string> {
  const files = new Map<string, string>([
    ['dbt_project.yml', projectYaml(size)],
    ['macros/columns.sql', MACROS],
  ]);
  const specs = modelSpecs(size);
  const groups = Map.groupBy(specs, (spec) => spec.folder);
  const staging = specs.filter((spec) => spec.layer === 'staging');
  files.set('models/staging/_sources.yml', sourcesYaml(staging.length));
  for (const spec of specs) files.set(`${spec.folder}/${spec.name}.sql`, sqlOf(spec));
  for (const [folder, members] of groups) files.set(`${folder}/_models.yml`, propertiesYaml(members));
  return files;
}

/** Two of five models stage a source, two of five are in between, the rest are marts. */
export function modelSpecs(size: ProjectSize): ModelSpec[] {
  const staging = Math.max(1, Math.round(size.models * 0.4));
  const intermediate = Math.max(1, Math.round(size.models * 0.4));
  return Array.from({ length: size.models }, (_, i): ModelSpec => {
    const layer = i < staging ? 'staging' : i < staging + intermediate ? 'intermediate' : 'marts';
    const prefix = layer === 'staging' ? 'stg' : layer === 'intermediate' ? 'int' : 'fct';
    const folder = `models/${layer}/area_${Math.floor(i / PER_FOLDER)}`;
    return {
      index: i,
      layer,
      name: `${prefix}_${i}`,
      folder,
      parents: parentsOf(i, staging, intermediate),
      views: size.views,
    };
  });
}

function parentsOf(i: number, staging: number, intermediate: number): string[] {
  const name = (index: number): string => `${index < staging ? 'stg' : 'int'}_${index}`;
  if (i < staging) return [];
  const below = i < staging + intermediate ? staging : staging + intermediate;
  const first = i < staging + intermediate ? 0 : staging;
  const span = below - first;
  const picks = [i * 7, i * 13 + 3, i * 29 + 11].map((n) => first + (n % span));
  return [...new Set(picks)].map(name);
}

function sqlOf(spec: ModelSpec): string {
  switch (spec.layer) {
    case 'staging':
      return stagingSql(spec);
    case 'intermediate':
      return intermediateSql(spec);
    case 'marts':
      return martSql(spec);
  }
}

function projectYaml(size: ProjectSize): string {
  return `name: bench
version: '1.0'
config-version: 2
profile: bench
vars:
  first_day: '2020-01-01'
models:
  bench:
    +meta: {owner: data}
    staging: {+materialized: view, +tags: [staging]}
    intermediate: {+materialized: ${size.views ? 'view' : 'ephemeral'}}
    marts: {+materialized: ${size.views ? 'view' : 'table'}, +tags: [marts, daily]}
`;
}

/** Writes the project with a profile: for an embedded database beside it, where no other target is given. */
export function writeProject(folder: string, size: ProjectSize, target?: object): void {
  const files = projectFiles(size);
  const dev = target ?? { type: 'duckdb', path: join(folder, 'bench.duckdb'), threads: 4 };
  files.set('profiles.yml', `bench: ${JSON.stringify({ target: 'dev', outputs: { dev } })}\n`);
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** What numbers of days are on a warehouse. */
export interface Dialect {
  /** Rows of `t(i)`: 0 to 19. */
  readonly twenty: string;
  /** `i` days. */
  readonly days: string;
}

/** DuckDB's words. */
const DUCKDB: Dialect = { twenty: 'range(20)', days: 'to_days(i::integer)' };

/** SQL that makes the source tables. */
export function sourceTables(size: ProjectSize, { twenty, days }: Dialect = DUCKDB): string[] {
  const staging = modelSpecs(size).filter((spec) => spec.layer === 'staging');
  return [
    'create schema if not exists app',
    ...staging.map(
      (spec) =>
        `create table app.raw_${spec.index} as select i as id, i % 7 as kind, i * 100 as amount_cents, ` +
        `'open' as status, timestamp '2024-01-01' + ${days} as updated_at from ${twenty} t(i)`,
    ),
  ];
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      models: { type: 'string', default: '1000' },
      out: { type: 'string' },
      views: { type: 'boolean', default: false },
    },
  });
  if (values.out === undefined) throw new Error('--out <folder> is missing');
  writeProject(values.out, { models: Number(values.models), views: values.views });
}
