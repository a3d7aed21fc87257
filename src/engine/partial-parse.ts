import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createTextWriter } from '../artifacts/index.ts';
import { TsdbtError } from '../core/diagnostic.ts';
import { TSDBT_VERSION } from '../core/version.ts';
import type { LastParse, Reuse } from '../parse/index.ts';
import type { World } from '../scope/index.ts';
import type { Engine } from './open.ts';

/** In the target folder. */
const FILE = 'partial_parse.tsdbt';

/** What the last parse left behind; undefined with --no-partial-parse. */
export function lastParse(engine: Engine, { flags }: World): LastParse | undefined {
  if (flags.PARTIAL_PARSE === false) {
    note(engine, 'PartialParsingNotEnabled', 'Partial parsing not enabled');
    return undefined;
  }
  const asked = flags.PARTIAL_PARSE_FILE_PATH;
  const path = typeof asked === 'string' ? resolve(engine.project.root, asked) : ownPath(engine);
  return { text: textIfThere(path), code: codeVersion() };
}

/** Leaves behind what the next parse can use, once there is nothing more urgent to write. */
export function leaveForNext(engine: Engine, reuse: Reuse | null): void {
  const text = reuse?.text() ?? null;
  if (text === null) return;
  try {
    createTextWriter()(ownPath(engine), text);
  } catch (error) {
    if (!(error instanceof TsdbtError)) throw error;
    note(engine, 'PartialParsingError', `the parse is not kept: ${error.message}`);
  }
}

/** Tells how much of the last parse was used. */
export function tellReuse(engine: Engine, { why, added, changed, deleted }: Reuse): void {
  if (why !== null) {
    const message = `Unable to do partial parsing because ${why}`;
    engine.emit({ type: 'note', level: 'info', name: 'UnableToPartialParse', message });
  } else if (added + changed + deleted > 0) {
    const files = `${deleted} files deleted, ${added} files added, ${changed} files changed`;
    note(engine, 'PartialParsingEnabled', `Partial parsing enabled: ${files}.`);
  } else {
    const message = 'Partial parsing enabled, no changes found, skipping parsing';
    note(engine, 'PartialParsingSkipParsing', message);
    note(engine, 'Note', 'Nothing changed, skipping partial parsing.');
  }
}

const note = ({ emit }: Engine, name: string, message: string): void =>
  emit({ type: 'note', level: 'debug', name, message });

const ownPath = ({ project }: Engine): string => join(project.targetPath, FILE);

function textIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Changes with every build, and where the sources are run unbuilt, with every edit of them. */
function codeVersion(): string {
  const here = import.meta.dirname;
  const isBuilt = !import.meta.filename.endsWith('.ts');
  const files = isBuilt ? [import.meta.filename] : sourcesIn(join(here, '..'));
  const stamps = files.map((path) => statSync(path).mtimeMs);
  return `${TSDBT_VERSION} ${Math.max(...stamps)} ${files.length}`;
}

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
