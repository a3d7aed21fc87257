/** The warehouses that tests of a promise run against, by name: `TSDBT_TEST_WAREHOUSES=duckdb` runs them on that one only. */

/** A place of a project's own in a warehouse. */
export interface TestPlace {
  /** What the project file says under `targets:`, as YAML on one line. */
  readonly target: string;
  /** The schema that models are built in. */
  readonly schema: string;
  remove(): Promise<void>;
}

/** A warehouse to test on. */
export interface TestWarehouse {
  readonly name: string;
  /** Other processes may work in it at the same time. */
  readonly shared: boolean;
  place(): Promise<TestPlace>;
}

const duckdb: TestWarehouse = {
  name: 'duckdb',
  shared: false,
  place: async () => ({
    target: '{dev: {type: duckdb, path: test.duckdb, threads: 1}}',
    schema: 'main',
    remove: async () => undefined,
  }),
};

const ALL: readonly TestWarehouse[] = [duckdb];

/** Those that were asked for, as a table of `describe.each`: all when nobody says. */
export function testWarehouses(): (readonly [name: string, warehouse: TestWarehouse])[] {
  const asked = process.env.TSDBT_TEST_WAREHOUSES?.split(',');
  return ALL.filter(({ name }) => asked?.includes(name) ?? true).map((one) => [one.name, one] as const);
}

/** The project file of a project in this place. */
export const projectFile = ({ target }: TestPlace, more = ''): string =>
  `name: test\nversion: "1.0"\ntargets: ${target}\n${more}`;
