import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { type Diagnostic, failure, type Span } from '../core/diagnostic.ts';
import type { Masker } from '../core/secrets.ts';
import { didYouMean } from '../core/similar.ts';
import type { Env } from './env.ts';
import { settingFromEnv } from './env-var.ts';
import { maskLines, maskProfiles } from './literal-secrets.ts';
import type { ProjectOptions } from './options.ts';
import { readText } from './read-text.ts';
import { fileSpan } from './yaml/text-span.ts';
import { isMapping, readYaml, type YamlDocument } from './yaml.ts';

/** The name of the file with profiles. */
const FILE = 'profiles.yml';

type Where = Pick<ProjectOptions, 'cwd' | 'env' | 'profilesDir'>;

/** Folders where profiles.yml is looked for, the first one that has it wins. A folder that was asked for is the only one. */
export function profileFolders(options: Where, projectRoot: string): readonly string[] {
  const asked = options.profilesDir ?? settingFromEnv(options.env, 'PROFILES_DIR');
  if (asked !== undefined) return [resolve(options.cwd, asked)];
  return [...new Set([resolve(options.cwd), projectRoot, join(homeOf(options.env), '.dbt')])];
}

/** A folder as its reader would name it: below the working directory, the way there. */
export function shownFolder(folder: string, cwd: string): string {
  const way = relative(resolve(cwd), folder);
  return way === '' || way.startsWith('..') || isAbsolute(way) ? folder : way;
}

const homeOf = (env: Env): string => env.get('HOME') ?? env.get('USERPROFILE') ?? homedir();

/** The profiles.yml that a project's profile is read from, or would be. */
export function profilesPath(options: Where, projectRoot: string): string {
  const folders = profileFolders(options, projectRoot);
  const folder = folders.find((one) => existsSync(join(one, FILE))) ?? folders.at(-1) ?? projectRoot;
  return join(folder, FILE);
}

/** A profiles.yml that was read. */
export interface Profiles {
  readonly shown: string;
  readonly document: YamlDocument;
  readonly byName: { readonly [name: string]: unknown };
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads profiles.yml from the first folder that has it; undefined when none has; in `base` it is shown by its name alone. TD102, TD106, TD113, TD114. */
export function readProfiles(folders: readonly string[], base: string, masker: Masker): Profiles | undefined {
  const folder = folders.find((one) => existsSync(join(one, FILE)));
  if (folder === undefined) return undefined;
  const path = join(folder, FILE);
  const shown = folder === base ? FILE : path;
  const document = readYaml(readText(path, shown), shown);
  const broken = document.diagnostics.find((one) => one.code === 'TD102');
  if (broken) maskLines(document.text, masker);
  maskProfiles(document.value, masker);
  if (broken) throw failure('TD102', broken.message, broken);
  if (document.value === null)
    throw failure('TD106', `The profiles.yml file at ${path} is empty`, {
      at: fileSpan(shown, document.text),
      help: EXAMPLE,
    });
  if (!isMapping(document.value))
    throw failure('TD108', `${shown} must hold a mapping of profiles`, {
      at: fileSpan(shown, document.text),
      help: EXAMPLE,
    });
  const moved = isMapping(document.value.config) ? [movedFlags(document)] : [];
  return { shown, document, byName: document.value, diagnostics: [...document.diagnostics, ...moved] };
}

/** Settings of the user stood in profiles.yml once. */
const movedFlags = (document: YamlDocument): Diagnostic => ({
  code: 'TD118',
  message:
    "User config should be moved from the 'config' key in profiles.yml to the 'flags' key in dbt_project.yml.",
  at: document.place(['config']),
  help: 'put it under flags: of the project file',
  event: { name: 'ProjectFlagsMovedDeprecation' },
});

const EXAMPLE = 'my_profile: {target: dev, outputs: {dev: {type: ...}}}';

/** A profile: its outputs, and which of them is meant when none is asked for. */
export interface Profile {
  readonly name: string;
  readonly document: YamlDocument;
  /** Where the profile stands in the document. */
  readonly at: readonly string[];
  readonly outputsAt: readonly string[];
  readonly outputs: { readonly [name: string]: unknown };
  /** As it is written; may hold a template. */
  readonly defaultTarget: unknown;
}

/** Where a profile was looked for, and where its name stands; undefined when it was given on the command line. */
export interface Searched {
  readonly folders: readonly string[];
  readonly namedAt: Span | undefined;
}

/** The profile with a name; TD106 when it is not there or holds no outputs. */
export function findProfile(name: string, profiles: Profiles | undefined, searched: Searched): Profile {
  if (profiles === undefined || !Object.hasOwn(profiles.byName, name))
    throw notFound(name, profiles, searched);
  const { document, shown } = profiles;
  const raw = profiles.byName[name];
  const at = document.place([name]);
  if (raw === null || raw === undefined)
    throw failure('TD106', `Profile ${name} in ${shown} is empty`, { at });
  const outputs = isMapping(raw) ? raw.outputs : undefined;
  if (!isMapping(raw) || outputs === undefined || outputs === null)
    throw failure('TD108', `outputs not specified in profile '${name}'`, {
      at,
      help: `${name}: {target: dev, outputs: {dev: {type: ...}}}`,
    });
  if (!isMapping(outputs))
    throw failure('TD108', `outputs of profile '${name}' must be a mapping of targets`, {
      at: document.place([name, 'outputs']),
    });
  return { name, document, at: [name], outputsAt: [name, 'outputs'], outputs, defaultTarget: raw.target };
}

function notFound(name: string, profiles: Profiles | undefined, { folders, namedAt }: Searched) {
  const message = `Could not find profile named '${name}'`;
  if (profiles === undefined)
    return failure('TD106', `${message}: tsdbt looked for a profiles.yml file in ${folders.join(', ')}`, {
      ...(namedAt === undefined ? {} : { at: namedAt }),
      help: `write one, or list the targets in the project file (targets:) and take "profile: ${name}" out`,
    });
  const names = Object.keys(profiles.byName).filter((one) => one !== 'config');
  const known =
    names.length === 0 ? 'it holds none' : `it holds:\n${names.map((one) => ` - ${one}`).join('\n')}`;
  return failure('TD106', `${message} in ${profiles.shown}; ${known}`, {
    at: fileSpan(profiles.shown, profiles.document.text),
    help: didYouMean(name, names) ?? 'correct profile: in the project file, or pass --profile',
  });
}
