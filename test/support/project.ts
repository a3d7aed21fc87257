/**
 * Small projects written inline, run in this process through the engine or as a child process through the command line.
 * Every project has a folder of its own, which is removed when the test ends.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Cell } from '../../src/adapter/index.ts';
import { type Diagnostic, TsdbtError } from '../../src/core/diagnostic.ts';
import type { Logged } from '../../src/core/events.ts';
import type { NodeResult } from '../../src/core/result.ts';
import * as engine from '../../src/engine/index.ts';
import { type CliResult, runCli } from './cli.ts';
import { type Hold, holdDatabase } from './hold.ts';
import { type Marked, type Place, placeOf } from './mark.ts';

export { mark } from './mark.ts';

/** How a command ended. */
export interface Ran {
  readonly exitCode: 0 | 1 | 2;
  readonly results: readonly NodeResult[];
  /** Status by name of the node: `{ a: 'success', unique_a_id: 'pass' }`. */
  readonly statuses: Readonly<Record<string, string>>;
  /** What the command printed as data (ls, show, compile --inline, print()). */
  readonly output: readonly string[];
  /** What it threw, if it did. */
  readonly error: TsdbtError | null;
  /** What run-operation returned. */
  readonly value: unknown;
}

/** What a file holds. */
export type Content = string | Uint8Array | Marked;

/** A project in a folder of its own. */
export interface TestProject {
  readonly root: string;
  /** Of the last command: errors and warnings, those of nodes too. */
  readonly diagnostics: readonly Diagnostic[];
  /** The same as `TD201 models/b.sql:1:18`. */
  readonly problems: readonly string[];
  /** All events of the last command. */
  readonly events: readonly Logged[];
  parse(): Promise<Ran>;
  run(options?: engine.RunOptions): Promise<Ran>;
  build(options?: engine.RunOptions): Promise<Ran>;
  test(options?: engine.RunOptions): Promise<Ran>;
  seed(options?: engine.SeedOptions): Promise<Ran>;
  snapshot(options?: engine.RunOptions): Promise<Ran>;
  clone(options: engine.CloneOptions): Promise<Ran>;
  compile(options?: engine.CompileOptions): Promise<Ran>;
  show(options?: engine.ShowOptions): Promise<Ran>;
  /** The printed lines. */
  ls(options?: engine.ListOptions): Promise<readonly string[]>;
  runOperation(macro: string, args?: engine.OperationOptions['args']): Promise<Ran>;
  freshness(options?: engine.FreshnessOptions): Promise<Ran>;
  docsGenerate(options?: engine.DocsOptions): Promise<Ran>;
  cleanRelations(options?: engine.CleanRelationsOptions): Promise<Ran>;
  /** The last command again; `settings` are those that the command line may give. */
  retry(options?: engine.RetryOptions, settings?: engine.EngineOptions): Promise<Ran>;
  /** Rows of a query in the project's warehouse; numbers, texts, booleans and nulls as they are, the rest as text. */
  query(sql: string): Promise<unknown[][]>;
  /** A file's text, relative to the project. */
  read(path: string): string;
  exists(path: string): boolean;
  write(path: string, content: Content): void;
  /** The file of the warehouse that projects have which name none. */
  readonly databaseFile: string;
  /** The place of the n-th mark of all files. */
  mark(n: number): Place;
  /** Runs the command line as a child process in the project's folder. */
  cli(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CliResult>;
  /** Has another process open the database file. */
  hold(): Hold;
  remove(): void;
  /** The same, for those who wait. */
  close(): Promise<void>;
}

const PROJECT_FILE = 'name: test\nversion: "1.0"\nconfig-version: 2\n';

/** Writes the files (and a project.yml when there is none) to a new folder. `settings` hold for every command. */
export async function project(
  files: Readonly<Record<string, Content>>,
  settings: Omit<engine.EngineOptions, 'sinks' | 'projectDir'> = {},
): Promise<TestProject> {
  const root = mkdtempSync(join(tmpdir(), 'tsdbt-'));
  const remove = (): void => rmSync(root, { recursive: true, force: true });
  cleanUp(remove);
  const marks: Place[] = [];
  const write = (path: string, content: Content): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    const marked = typeof content === 'object' && 'marks' in content ? content : undefined;
    writeFileSync(
      join(root, path),
      typeof content === 'object' && 'marks' in content ? content.text : content,
    );
    if (marked) marks.push(...marked.marks.map((_, n) => placeOf(path, marked, n)));
  };
  if (!('project.yml' in files) && !('dbt_project.yml' in files)) write('project.yml', PROJECT_FILE);
  for (const [path, content] of Object.entries(files)) write(path, content);
  return assemble(root, settings, { write, remove, marks });
}

interface Folder {
  readonly write: TestProject['write'];
  readonly remove: () => void;
  readonly marks: readonly Place[];
}

function assemble(root: string, settings: engine.EngineOptions, folder: Folder): TestProject {
  let events: Logged[] = [];
  const perform = async (work: (opened: engine.Engine) => Promise<unknown>): Promise<Ran> => {
    events = [];
    const sinks = [(event: Logged) => events.push(event)];
    return inEngine({ env: {}, ...settings, projectDir: root, cwd: root, sinks }, work, () => events);
  };
  const command =
    <Options>(how: (opened: engine.Engine, options: Options) => Promise<unknown>) =>
    (options?: Options) =>
      perform((opened) => how(opened, options ?? ({} as Options))); // every option of every command may be left out
  return {
    root,
    get events() {
      return events;
    },
    get diagnostics() {
      return diagnosticsOf(events);
    },
    get problems() {
      return diagnosticsOf(events).map(problem);
    },
    parse: () => perform(engine.parse),
    run: command(engine.run),
    build: command(engine.build),
    test: command(engine.test),
    seed: command(engine.seed),
    snapshot: command(engine.snapshot),
    clone: command(engine.clone),
    compile: command(engine.compile),
    show: command(engine.show),
    ls: async (options) => (await perform((opened) => engine.ls(opened, options))).output,
    runOperation: (macro, args) =>
      perform((opened) => engine.runOperation(opened, args === undefined ? { macro } : { macro, args })),
    freshness: command(engine.sourceFreshness),
    docsGenerate: command(engine.docsGenerate),
    cleanRelations: command(engine.cleanRelations),
    retry: (options, own) => {
      events = [];
      const sinks = [(event: Logged) => events.push(event)];
      const all = { env: {}, ...settings, ...own, projectDir: root, cwd: root, sinks };
      return caught(
        () => engine.retry(all, options),
        () => events,
      );
    },
    query: (sql) => query({ env: {}, ...settings, projectDir: root, cwd: root }, sql),
    read: (path) => readFileSync(join(root, path), 'utf8'),
    exists: (path) => existsSync(join(root, path)),
    mark: (n) => folder.marks[n] ?? fail(`there is no mark ${n}`),
    databaseFile: join(root, 'test.duckdb'),
    cli: (args, env) => runCli(args, { cwd: root, env }),
    write: folder.write,
    hold: () => holdDatabase(join(root, 'test.duckdb')),
    remove: folder.remove,
    close: async () => folder.remove(),
  };
}

async function inEngine(
  options: engine.EngineOptions,
  work: (opened: engine.Engine) => Promise<unknown>,
  events: () => readonly Logged[],
): Promise<Ran> {
  let opened: engine.Engine | undefined;
  try {
    return await caught(async () => {
      opened = await engine.openEngine(options);
      return work(opened);
    }, events);
  } finally {
    await opened?.close();
  }
}

async function caught(work: () => Promise<unknown>, events: () => readonly Logged[]): Promise<Ran> {
  try {
    return ran(await work(), events(), null);
  } catch (error) {
    if (!(error instanceof TsdbtError)) throw error;
    if (error.cause instanceof Error && error.first.code === 'TD902') throw error.cause;
    return ran({ exitCode: 2, results: [] }, events(), error);
  }
}

function ran(result: unknown, events: readonly Logged[], error: TsdbtError | null): Ran {
  const { exitCode, results, value } = result as Pick<Ran, 'exitCode' | 'results' | 'value'>; // every command returns these
  const names = new Map<string, string>();
  for (const event of events) if (event.type === 'node:end') names.set(event.node.id, event.node.name);
  const output = events.flatMap((event) => {
    if (event.type === 'output') return [event.text];
    return event.type === 'template:print' ? [event.message] : [];
  });
  const statuses = Object.fromEntries(results.map((one) => [names.get(one.id) ?? one.id, one.status]));
  return { exitCode, results, statuses, output, error, value };
}

const diagnosticsOf = (events: readonly Logged[]): Diagnostic[] =>
  events.flatMap((event) => {
    if (event.type === 'diagnostic') return [event.diagnostic];
    if (event.type === 'fatal') return [...event.diagnostics];
    return event.type === 'node:end' && 'diagnostic' in event.result ? [event.result.diagnostic] : [];
  });

const problem = ({ code, at }: Diagnostic): string =>
  at === undefined ? code : `${code} ${at.file}:${at.line}:${at.column}`;

async function query(options: engine.EngineOptions, sql: string): Promise<unknown[][]> {
  const opened = await engine.openEngine(options);
  try {
    const connection = await (await opened.warehouse()).connect();
    const { rows } = await connection.query(sql);
    await connection.close();
    return rows.map((row) => row.map(plain));
  } finally {
    await opened.close();
  }
}

function plain(cell: Cell): unknown {
  if (typeof cell === 'bigint') return Number(cell);
  if (cell === null || typeof cell !== 'object') return cell;
  return cell.kind === 'float' ? cell.value : cell.text;
}

function cleanUp(remove: () => void): void {
  try {
    onTestFinished(remove);
  } catch {
    process.once('exit', remove); // made outside of a test
  }
}

function fail(message: string): never {
  throw new Error(message);
}
