import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Adapter } from '../adapter/index.ts';
import { loadAdapter } from '../adapter/registry.ts';
import {
  type Artifacts,
  builtRelations,
  type Comparison,
  compareArtifacts,
  compareTables,
  comparisonJson,
  comparisonText,
  type Done,
  merged,
  readJson,
  scratchFolder,
  sideOf,
  theirRun,
  withoutUnstable,
  wordsOf,
} from '../compat/index.ts';
import { failure, TsdbtError } from '../core/diagnostic.ts';
import type { Settings, Target } from '../project/index.ts';
import { build } from './build.ts';
import { schemasBelow } from './compat-schemas.ts';
import { type ScratchSide, scratchSchema, scratchSide } from './compat-side.ts';
import { compile } from './compile.ts';
import { type Engine, type Invocation, openEngine, openSettings, startInvocation } from './open.ts';
import type { CompatOptions, EngineOptions, SelectOptions } from './options.ts';
import { parse } from './parse.ts';
import { report } from './report.ts';
import { type CommandResult, DONE } from './result.ts';
import { runOperation } from './run-operation.ts';

/** What differs between the two tools. */
export interface Compared extends CommandResult {
  readonly comparison: Comparison;
}

/** So many differences are shown when nobody says. */
const SHOWN = 20;

/**
 * Has another tool and this one do the same in copies of the project and tells what differs; exit code 1 when something does.
 * Rejects with TD904 when the other tool does not work here, and with what keeps this one from it.
 */
export async function compat(options: EngineOptions, how: CompatOptions): Promise<Compared> {
  const invocation = startInvocation(options);
  return report(invocation, async () => {
    const settings = openSettings(invocation);
    const adapter = await loadAdapter(settings.target?.type ?? '', settings.target?.place('type'));
    const targets = givenTargets(invocation, how);
    const folder = scratchFolder();
    try {
      return await compareIn(folder, { invocation, settings, adapter, how, targets });
    } finally {
      if (how.keep) note(invocation, `Copies are kept in ${folder}`);
      else rmSync(folder, { recursive: true, force: true });
    }
  });
}

interface Work {
  readonly invocation: Invocation;
  readonly settings: Settings;
  readonly adapter: Adapter;
  readonly how: CompatOptions;
  /** Of the sides, where the user has named them. */
  readonly targets: readonly Target[];
}

/** The targets of --targets. Throws TD901 when there are too few or too many, TD107 for one that is not there. */
function givenTargets(invocation: Invocation, how: CompatOptions): readonly Target[] {
  const { targets = [], twice } = how;
  const wanted = twice ? 3 : 2;
  if (targets.length !== 0 && (!how.build || targets.length !== wanted))
    throw failure('TD901', `--targets goes with --build, and names ${wanted} targets of the profile`, {
      help: `--build --targets theirs,ours${twice ? ',again' : ''}`,
    });
  return targets.flatMap((target) => {
    const { options } = invocation;
    return openSettings({ ...invocation, options: { ...options, target } }).target ?? [];
  });
}

async function compareIn(folder: string, work: Work): Promise<Compared> {
  const { settings, adapter, how, targets } = work;
  const command = commandOf(how);
  const side = (name: SideName): ScratchSide => {
    const own = targets[SIDES.indexOf(name)];
    const place = { folder, name, builds: command === 'build' };
    return scratchSide(settings, adapter, own ? { ...place, given: { own, all: targets } } : place);
  };
  const [theirSide, ourSide] = [side('theirs'), side('ours')];
  const inSchemas = command === 'build' && targets.length === 0 && adapter.elsewhere === undefined;
  const schemas = inSchemas ? await scratchSchemas(work, ourSide) : [];
  await dropSchemas(work, ourSide, schemas);
  try {
    return await compareSides(work, theirSide, ourSide, () => side('again'));
  } finally {
    if (!how.keep) await dropSchemas(work, ourSide, schemas).catch((error) => leftBehind(work, error));
  }
}

/** What was compared counts, also when nobody can clean up. */
const leftBehind = ({ invocation }: Work, error: unknown): void =>
  note(invocation, `Schemas of this comparison are left: ${error instanceof Error ? error.message : error}`);

/** The sides, in the order in which --targets names theirs. */
const SIDES = ['theirs', 'ours', 'again'] as const;

type SideName = (typeof SIDES)[number];

/** All schemas that the sides may build in, by what is selected. Rejects with TD905 when a node goes elsewhere. */
async function scratchSchemas(work: Work, side: ScratchSide): Promise<readonly string[]> {
  const { target } = work.settings;
  const schema = String(target?.raw.schema);
  const engine = await openSide(work, side);
  try {
    const ours = schemasBelow(engine, askedNodes(work.how), scratchSchema(schema, 'ours'));
    const rest = ours.map((one) => one.slice(scratchSchema(schema, 'ours').length));
    return SIDES.flatMap((name) => rest.map((end) => scratchSchema(schema, name) + end));
  } finally {
    await engine.close();
  }
}

async function dropSchemas(work: Work, side: ScratchSide, schemas: readonly string[]): Promise<void> {
  if (schemas.length === 0) return;
  const engine = await openSide(work, side);
  try {
    const { results } = await runOperation(engine, { macro: 'tsdbt_drop_scratch', args: { schemas } });
    const [result] = results;
    if (result?.status === 'error') throw new TsdbtError([result.diagnostic]);
  } finally {
    await engine.close();
  }
}

async function compareSides(
  work: Work,
  theirSide: ScratchSide,
  ourSide: ScratchSide,
  third: () => ScratchSide,
): Promise<Compared> {
  const { invocation, how } = work;
  const command = commandOf(how);
  note(invocation, `Running ${how.against} ${command}`);
  const theirs = await timed(theirSide, () => theirArtifacts(work, theirSide));
  note(invocation, `Running tsdbt ${command}`);
  const ours = await timed(ourSide, () => ourArtifacts(work, ourSide));
  const parts = [compareArtifacts(theirs, ours)];
  if (command === 'build') parts.push(await allTables(work, [theirSide, theirs], [ourSide, ours], third));
  return told(work, theirs, merged(parts));
}

const commandOf = (how: CompatOptions): 'parse' | 'compile' | 'build' =>
  how.build ? 'build' : how.parseOnly ? 'parse' : 'compile';

const note = ({ emit }: Invocation, message: string): void => emit({ type: 'note', level: 'info', message });

async function timed({ names }: ScratchSide, run: () => Promise<Artifacts>): Promise<Done> {
  const from = new Date();
  return { ...(await run()), names, from, to: new Date() };
}

function theirArtifacts({ invocation, settings, how }: Work, { root, env }: ScratchSide): Promise<Artifacts> {
  const { signal, options } = invocation;
  const words = wordsOf(how.against, options.cwd ?? process.cwd());
  const { cliVars } = settings;
  const vars = Object.keys(cliVars).length > 0 ? ['--vars', JSON.stringify(cliVars)] : [];
  const selector = how.selector === undefined ? [] : ['--selector', how.selector];
  const select = how.select?.length ? ['--select', ...how.select] : [];
  const command = commandOf(how);
  const args = command === 'parse' ? vars : [...vars, ...selector, ...select];
  const exclude = command === 'parse' ? [] : (how.exclude ?? []);
  return theirRun({ command, words, args, exclude, cwd: root, env, signal });
}

const askedNodes = ({ select, exclude, selector }: CompatOptions): SelectOptions => ({
  ...(select ? { select } : {}),
  ...(exclude ? { exclude } : {}),
  ...(selector === undefined ? {} : { selector }),
});

async function ourArtifacts(work: Work, side: ScratchSide): Promise<Artifacts> {
  const { how } = work;
  const asked = askedNodes(how);
  const command = commandOf(how);
  const engine = await openSide(work, side);
  try {
    if (command === 'parse') await parse(engine);
    else if (command === 'build') await build(engine, asked);
    else await compile(engine, asked).catch(unlessOfNodes);
  } finally {
    await engine.close();
  }
  return artifactsIn(side, command !== 'parse');
}

/** What is wrong with nodes stands in their results. */
function unlessOfNodes(error: unknown): void {
  if (!(error instanceof TsdbtError) || !error.diagnostics.every((one) => one.node !== undefined))
    throw error;
}

function artifactsIn({ root }: ScratchSide, withResults: boolean): Artifacts {
  const manifest = readJson(join(root, 'target', 'manifest.json'));
  const results = readJson(join(root, 'target', 'run_results.json')) ?? null;
  if (manifest === undefined || (withResults && results === null))
    throw failure('TD704', 'no artifacts were written', { help: 'run the command itself to see why' });
  return { manifest, results: withResults ? results : null };
}

/** Our own engine on a copy; only what went wrong is told. */
function openSide({ invocation, settings }: Work, { root, env }: ScratchSide): Promise<Engine> {
  const { masker, signal } = invocation;
  return openEngine({ projectDir: root, cwd: root, env, masker, signal, vars: settings.cliVars });
}

type Built = readonly [ScratchSide, Done];

/** With --twice the other tool builds once more, in `third`, and its own changes do not count. */
async function allTables(
  work: Work,
  theirs: Built,
  ours: Built,
  third: () => ScratchSide,
): Promise<Comparison> {
  const found = await tables(work, theirs, ours);
  if (!work.how.twice || found.differences.length === 0) return found;
  const side = third();
  note(work.invocation, `Running ${work.how.against} build once more`);
  const again = await timed(side, () => theirArtifacts(work, side));
  return withoutUnstable(found, await tables(work, theirs, [side, again]));
}

async function tables(work: Work, [theirSide, theirs]: Built, [ourSide, ours]: Built): Promise<Comparison> {
  const { signal } = work.invocation;
  const engines = [await openSide(work, theirSide), await openSide(work, ourSide)] as const;
  try {
    const [a, b] = await Promise.all(engines.map(async (one) => (await one.warehouse()).connect()));
    if (a === undefined || b === undefined) throw new Error('two engines make two sessions');
    const side = (done: Done) => ({
      relations: builtRelations(done),
      sameness: sideOf(done).sameness,
      signal,
    });
    return await compareTables({ connection: a, ...side(theirs) }, { connection: b, ...side(ours) });
  } finally {
    for (const engine of engines) await engine.close();
  }
}

function told({ invocation, how }: Work, theirs: Done, comparison: Comparison): Compared {
  const { metadata } = theirs.manifest;
  const version =
    typeof metadata === 'object' && metadata !== null && 'dbt_version' in metadata
      ? metadata.dbt_version
      : '';
  const head = { against: `dbt ${version}`, command: commandOf(how) };
  const text =
    how.output === 'json'
      ? comparisonJson(head, comparison)
      : comparisonText(head, comparison, how.limit ?? SHOWN);
  invocation.emit({ type: 'output', text, name: 'CompatReport' });
  return { ...DONE, exitCode: comparison.differences.length > 0 ? 1 : 0, comparison };
}
