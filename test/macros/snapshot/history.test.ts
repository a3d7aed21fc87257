import fc from 'fast-check';
import { expect, test } from 'vitest';
import { project, type TestProject } from '../../support/project.ts';
import { type Kind, type Seen, touches, type Version, versionsOf } from './reference.ts';

const RUNS = 5;

const KINDS: readonly (Kind & { readonly name: string; readonly more?: string })[] = (
  ['check', 'timestamp'] as const
).flatMap((strategy) =>
  (['ignore', 'invalidate', 'new_record'] as const).map((deletes) => ({
    name: `${strategy}_${deletes}`,
    strategy,
    deletes,
    ...(deletes === 'invalidate' ? { more: `dbt_valid_to_current: "timestamp '9999-12-31'"` } : {}),
  })),
);

const CONFIGS = {
  check: 'unique_key: id, strategy: check, check_cols: [v]',
  timestamp: 'unique_key: [part, id], strategy: timestamp, updated_at: changed',
} as const;

const SNAPSHOTS = KINDS.map(
  ({ name, strategy, deletes, more = 'tags: []' }) =>
    `  - name: ${name}\n    relation: source('raw', 'rows')\n    config: {${CONFIGS[strategy]}, hard_deletes: ${deletes}, ${more}}\n`,
);

const PROJECT = {
  'profiles.yml': 'test: {target: dev, outputs: {dev: {type: duckdb, path: test.duckdb, threads: 6}}}\n',
  'dbt_project.yml': 'name: test\nprofile: test\n',
  'models/raw.yml': 'sources: [{name: raw, schema: main, tables: [{name: rows}]}]\n',
  'snapshots/all.yml': `snapshots:\n${SNAPSHOTS.join('')}`,
};

/** Puts the rows of one run into the source; each key remembers when it was last called changed. */
async function arrange(
  p: TestProject,
  keys: readonly (readonly Seen[])[],
  run: number,
  times: string[],
): Promise<void> {
  const [[now] = []] = await p.query('select (now()::timestamp)::varchar');
  const rows = keys.flatMap((runs, id) => {
    const seen = runs[run];
    if (seen === null || seen === undefined) return [];
    if (touches(runs, run)) times[id] = String(now);
    return [`(${id}, 'p', ${seen.v ?? 'null::integer'}, timestamp '${times[id]}')`];
  });
  const values =
    rows.length > 0 ? `values ${rows.join(', ')}` : "select 0, 'p', 0, now()::timestamp where false";
  await p.query(`create or replace table rows as select * from (${values}) as t(id, part, v, changed)`);
}

interface Found extends Version {
  readonly from: string;
  readonly to: string;
}

/** All versions of a snapshot by key, oldest first. */
async function read(
  p: TestProject,
  { name, deletes }: (typeof KINDS)[number],
): Promise<Map<number, Found[]>> {
  const deleted = deletes === 'new_record' ? "dbt_is_deleted = 'True'" : 'false';
  const rows = await p.query(
    `select id, v, ${deleted}, dbt_valid_to is null or dbt_valid_to = timestamp '9999-12-31', dbt_valid_from::varchar, coalesce(dbt_valid_to, timestamp '9999-12-31')::varchar from ${name} order by id, dbt_valid_from, dbt_valid_to`,
  );
  const found = rows.map(([id, v, gone, current, from, to]) => ({
    id: Number(id),
    version: {
      v: v === null ? null : Number(v),
      deleted: gone === true,
      current: current === true,
      from: String(from),
      to: String(to),
    },
  }));
  return new Map(
    [...Map.groupBy(found, ({ id }) => id)].map(([id, list]) => [id, list.map(({ version }) => version)]),
  );
}

const keyHistory = fc.array(
  fc.option(fc.record({ v: fc.option(fc.integer({ min: 0, max: 2 })), touched: fc.boolean() })),
  { minLength: RUNS, maxLength: RUNS },
);

const histories = fc.array(keyHistory, { minLength: 60, maxLength: 120 });

test('random histories are what a plain model of them says; versions of a key never overlap, one is current', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (keys) => {
      const p = await project(PROJECT);
      const times: string[] = [];
      for (let run = 0; run < RUNS; run++) {
        await arrange(p, keys, run, times);
        expect((await p.snapshot()).exitCode).toBe(0);
      }
      for (const kind of KINDS) check(kind, keys, await read(p, kind));
    }),
    { numRuns: 3, endOnFailure: true, reporter: ({ errorInstance }) => toBeThrown(errorInstance) },
  );
}, 120_000);

/** The message names the one history that is wrong: the others need not be printed. */
function toBeThrown(error: unknown): void {
  if (error !== null && error !== undefined) throw error;
}

function check(
  kind: (typeof KINDS)[number],
  keys: readonly (readonly Seen[])[],
  found: Map<number, Found[]>,
): void {
  keys.forEach((runs, id) => {
    const versions = found.get(id) ?? [];
    const plain = versions.map(({ v, deleted, current }) => ({ v, deleted, current }));
    expect(plain, `${kind.name} of ${JSON.stringify(runs)}`).toEqual(versionsOf(kind, runs));
    versions.forEach(({ from, to }, at) => {
      expect(from < to, `${kind.name}: ${from} comes before ${to}`).toBe(true);
      expect(to <= (versions[at + 1]?.from ?? to), `${kind.name}: versions overlap`).toBe(true);
    });
    expect(versions.filter(({ current }) => current).length).toBeLessThanOrEqual(1);
  });
}
