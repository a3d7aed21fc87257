import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type ProjectSize, sourceTables } from './project/generate.ts';

/** Makes the database of a generated project, with its source tables. */
export async function prepareSources(database: string, size: ProjectSize): Promise<void> {
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  for (const sql of sourceTables(size)) await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

interface ManifestPart {
  readonly nodes: Readonly<
    Record<
      string,
      {
        resource_type: string;
        package_name: string;
        original_file_path: string;
        depends_on: { nodes: string[] };
      }
    >
  >;
}

/** Opens a session that runs one statement after the other. */
export type OpenLane = () => Promise<{ run(sql: string): Promise<unknown>; close(): unknown }>;

/** Runs the statements under target/run in the order of the graph on so many sessions of DuckDB; seconds. */
export async function replay(database: string, target: string, threads: number): Promise<number> {
  const instance = await DuckDBInstance.create(database);
  const open: OpenLane = async () => {
    const connection = await instance.connect();
    return { run: (sql) => connection.run(sql), close: () => connection.closeSync() };
  };
  const seconds = await replayOn(open, target, threads);
  instance.closeSync();
  return seconds;
}

/** The same on sessions of any warehouse. */
export async function replayOn(openLane: OpenLane, target: string, threads: number): Promise<number> {
  const manifest = JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')) as ManifestPart;
  const models = Object.entries(manifest.nodes).filter(([, node]) => isBuilt(target, node));
  const sql = new Map(
    models.map(([id, node]) => [
      id,
      readFileSync(join(target, 'run', node.package_name, node.original_file_path), 'utf8'),
    ]),
  );
  const waiting = new Map(models.map(([id]) => [id, builtParents(id, manifest.nodes, sql)]));
  const children = new Map<string, string[]>();
  for (const [id, parents] of waiting)
    for (const p of parents) children.set(p, [...(children.get(p) ?? []), id]);
  const ready = [...waiting].filter(([, parents]) => parents.size === 0).map(([id]) => id);
  const start = performance.now();
  await inGraphOrder(ready, waiting, children, threads, async () => {
    const { run, close } = await openLane();
    return { run: (id) => run(sql.get(id) ?? ''), close };
  });
  return (performance.now() - start) / 1000;
}

/** What a model waits for: parents with a statement, seen through those without. */
function builtParents(
  id: string,
  nodes: ManifestPart['nodes'],
  sql: ReadonlyMap<string, string>,
): Set<string> {
  const parents = nodes[id]?.depends_on.nodes ?? [];
  return new Set(parents.flatMap((one) => (sql.has(one) ? [one] : [...builtParents(one, nodes, sql)])));
}

/** Ephemeral models leave no statement. */
const isBuilt = (target: string, node: ManifestPart['nodes'][string]): boolean =>
  node.resource_type === 'model' &&
  existsSync(join(target, 'run', node.package_name, node.original_file_path));

interface Lane {
  run(id: string): Promise<unknown>;
  close(): unknown;
}

async function inGraphOrder(
  ready: string[],
  waiting: ReadonlyMap<string, Set<string>>,
  children: ReadonlyMap<string, string[]>,
  threads: number,
  open: () => Promise<Lane>,
): Promise<void> {
  let left = waiting.size;
  const idle: (() => void)[] = [];
  const wake = (): void => {
    for (const resume of idle.splice(0)) resume();
  };
  const work = async (): Promise<void> => {
    const lane = await open();
    while (left > 0) {
      const id = ready.shift();
      if (id === undefined) {
        await new Promise<void>((resume) => idle.push(resume));
        continue;
      }
      await lane.run(id);
      left--;
      for (const child of children.get(id) ?? []) {
        const parents = waiting.get(child);
        if (parents?.delete(id) && parents.size === 0) ready.push(child);
      }
      wake();
    }
    await lane.close();
  };
  await Promise.all(Array.from({ length: threads }, work));
}
