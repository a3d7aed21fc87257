/**
 * The adapters that the tests of this folder run on: all that are here, or those of TSDBT_CONFORMANCE (`duckdb,postgres`).
 * An adapter that is not in this repository is tried with TSDBT_CONFORMANCE=<name> and TSDBT_CONFORMANCE_TARGET, the
 * settings of a target as JSON; each test builds in a schema of its own.
 */
import { beforeAll, describe } from 'vitest';
import type { Connection } from '../../src/adapter/index.ts';
import { openEngine } from '../../src/engine/open.ts';
import { testDatabase } from '../support/postgres.ts';
import { type Content, project, type TestProject } from '../support/project.ts';

/** A warehouse to build in. */
export interface Place {
  /** The name of the adapter. */
  readonly adapter: string;
  /** A project whose models go to a schema of their own; `more` is added to its project file. */
  project(files: Readonly<Record<string, Content>>, more?: string): Promise<TestProject>;
}

type Settings = (schema: string) => object;

/** How to come by a warehouse, before the tests of a file. */
const HERE: Readonly<Record<string, () => Promise<Settings>>> = {
  duckdb: async () => (schema) => ({ type: 'duckdb', path: 'test.duckdb', schema, threads: 4 }),
  postgres: async () => {
    const { target } = await testDatabase();
    return (schema) => ({ ...target, schema, threads: 4 });
  },
};

const names = process.env.TSDBT_CONFORMANCE?.split(',') ?? Object.keys(HERE);

/** Runs the tests that `write` describes once for each adapter. */
export function onEachAdapter(about: string, write: (place: Place) => void): void {
  for (const adapter of names) {
    describe(`${adapter}: ${about}`, () => {
      let settings: Settings = () => ({});
      beforeAll(async () => {
        settings = (await HERE[adapter]?.()) ?? given(adapter);
      });
      write(placeOf(adapter, (schema) => settings(schema)));
    });
  }
}

function given(adapter: string): Settings {
  const json = process.env.TSDBT_CONFORMANCE_TARGET;
  if (json === undefined)
    throw new Error(
      `there is no target for ${adapter}: give its settings as JSON in TSDBT_CONFORMANCE_TARGET`,
    );
  return (schema) => ({ ...JSON.parse(json), type: adapter, schema });
}

let count = 0;

function placeOf(adapter: string, settings: Settings): Place {
  return {
    adapter,
    project: async (files, more = '') => {
      const schema = `c${process.pid}_${++count}`;
      const targets = JSON.stringify({ dev: settings(schema) });
      return project({
        ...files,
        'project.yml': `name: test\nversion: "1.0"\n${more}\ntargets: ${targets}\n`,
      });
    },
  };
}

/** Gives `work` a session of the project's warehouse, and the schema that the project builds in. */
export async function inSession<T>(
  p: TestProject,
  work: (connection: Connection, schema: string) => Promise<T>,
): Promise<T> {
  const engine = await openEngine({ projectDir: p.root, cwd: p.root, env: {} });
  try {
    const connection = await (await engine.warehouse()).connect();
    return await work(connection, String(engine.project.target.raw.schema));
  } finally {
    await engine.close();
  }
}
