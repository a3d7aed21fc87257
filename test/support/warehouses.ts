/** The warehouses that tests of a promise run against, by name: `TSDBT_TEST_WAREHOUSES=duckdb` runs them on that one only. */
import { type TestDatabase, testDatabase } from './postgres.ts';

/** A place of a project's own in a warehouse. */
export interface TestPlace {
  /** What the project file says under `targets:`, as YAML on one line. */
  readonly target: string;
  /** The schema that models are built in. */
  readonly schema: string;
}

/** A warehouse to test on. */
export interface TestWarehouse {
  readonly name: string;
  /** Other processes may work in it at the same time. */
  readonly shared: boolean;
  /** Called in a file's beforeAll; hands out places. */
  start(): Promise<() => TestPlace>;
  /** A query that takes a minute, and then answers one row. */
  readonly slow: string;
}

const duckdb: TestWarehouse = {
  name: 'duckdb',
  shared: false,
  start: async () => () => ({
    target: '{dev: {type: duckdb, path: test.duckdb, threads: 4}}',
    schema: 'main',
  }),
  slow: 'select count(*) as n from range(1000000000000)',
};

const postgres: TestWarehouse = {
  name: 'postgres',
  shared: true,
  start: async () => {
    const database = await testDatabase();
    let count = 0;
    return () => placeIn(database, `p${++count}`);
  },
  slow: 'select 1 as n from pg_sleep(60)',
};

const placeIn = ({ target }: TestDatabase, schema: string): TestPlace => ({
  target: JSON.stringify({ dev: { ...target, schema, threads: 4 } }),
  schema,
});

const ALL: readonly TestWarehouse[] = [duckdb, postgres];

/** Those that were asked for, as a table of `describe.each`: all when nobody says. */
export function testWarehouses(
  which: (warehouse: TestWarehouse) => boolean = () => true,
): (readonly [name: string, warehouse: TestWarehouse])[] {
  const asked = process.env.TSDBT_TEST_WAREHOUSES?.split(',');
  return ALL.filter((one) => which(one) && (asked?.includes(one.name) ?? true)).map((one) => [one.name, one]);
}

/** The project file of a project in this place. */
export const projectFile = ({ target }: TestPlace, more = ''): string =>
  `name: test\nversion: "1.0"\ntargets: ${target}\n${more}`;
