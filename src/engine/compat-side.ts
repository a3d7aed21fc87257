import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Adapter } from '../adapter/index.ts';
import { copyProject, scratchProfile } from '../compat/index.ts';
import { failure } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import type { Settings, Target } from '../project/index.ts';

/** A copy of the project for one of the tools, with a target of its own. */
export interface ScratchSide {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  /** Texts of its own and what they stand for, longest first. */
  readonly names: readonly (readonly [text: string, stands: string])[];
}

/** Variables that lead elsewhere than to the copy. */
const NOT_PASSED =
  /^(TSDBT|DBT|DBT_ENGINE)_(PROJECT_DIR|PROFILES_DIR|PROFILE|TARGET|TARGET_PATH|LOG_PATH|VARS|STATE)$/;

/** Where a side works. */
export interface ScratchPlace {
  readonly folder: string;
  readonly name: string;
  readonly builds: boolean;
  /** The target that the user has for it, and those of all sides; undefined: one of its own. */
  readonly given?: { readonly own: Target; readonly all: readonly Target[] };
}

/** The schema that a side builds in where it has no warehouse of its own. */
export const scratchSchema = (schema: string, name: string): string => `${schema}_compat_${name}`;

/** Copies the project into `folder/name` and writes a profile whose target nothing else uses; when nothing is built, only files are its own. */
export function scratchSide(settings: Settings, adapter: Adapter, where: ScratchPlace): ScratchSide {
  const own = join(where.folder, where.name);
  const root = join(own, 'project');
  copyProject(settings.root, root, [settings.targetPath, settings.logPath]);
  mkdirSync(own, { recursive: true });
  const target = targetOf(settings);
  const { raw, names } = where.given
    ? asGiven(where.given, adapter)
    : elsewhere(target, adapter, settings.root, { ...where, folder: own });
  const secret = secretKeys(adapter);
  const { profileName: profile, name, threads } = target;
  const { text, env } = scratchProfile({ profile, name, threads, raw, secret });
  writeFileSync(join(own, 'profiles.yml'), text);
  return {
    root,
    env: { ...passed(settings), ...env, ...settingsOf(own, profile) },
    names: [[root, '<project>'], [own, '<scratch>'], ...names],
  };
}

function targetOf({ target }: Settings): Target {
  if (target === null) throw failure('TD107', 'no target');
  return target;
}

const passed = ({ env }: Settings): Record<string, string> =>
  Object.fromEntries(env.startingWith('').filter(([name]) => !NOT_PASSED.test(name)));

/** Both tools read these names. */
const settingsOf = (folder: string, profile: string): Record<string, string> => ({
  DBT_PROFILES_DIR: folder,
  DBT_PROFILE: profile,
  DBT_TARGET_PATH: 'target',
  DBT_LOG_PATH: 'logs',
  DBT_PARTIAL_PARSE: 'false',
  DBT_SEND_ANONYMOUS_USAGE_STATS: 'false',
  DBT_USE_COLORS: 'false',
  DBT_WRITE_JSON: 'true',
  DBT_LOG_FORMAT: 'text',
});

interface Elsewhere {
  readonly raw: JsonObject;
  readonly names: readonly (readonly [string, string])[];
}

const secretKeys = ({ configKeys }: Adapter): ReadonlySet<string> =>
  new Set(configKeys.filter((key) => key.secret).flatMap(({ name, aliases = [] }) => [name, ...aliases]));

/** What differs between the targets stands for the same thing. */
function asGiven({ own, all }: NonNullable<ScratchPlace['given']>, adapter: Adapter): Elsewhere {
  const secret = secretKeys(adapter);
  const names = Object.entries(own.raw).flatMap(([key, value]) => {
    const differs = all.some(({ raw }) => raw[key] !== value);
    return typeof value === 'string' && differs && !secret.has(key) ? [[value, `<${key}>`] as const] : [];
  });
  return { raw: own.raw, names: names.sort(([a], [b]) => b.length - a.length) };
}

function elsewhere(
  { raw }: Target,
  adapter: Adapter,
  projectRoot: string,
  { folder, name, builds }: ScratchPlace,
): Elsewhere {
  if (adapter.elsewhere) return { raw: adapter.elsewhere(raw, projectRoot, folder), names: [] };
  const { schema } = raw;
  if (!builds || typeof schema !== 'string') return { raw, names: [] };
  const own = scratchSchema(schema, name);
  return { raw: { ...raw, schema: own }, names: [[own, schema]] };
}
