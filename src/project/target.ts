import { type Diagnostic, failure } from '../core/diagnostic.ts';
import { durationOf } from '../core/duration.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { didYouMean } from '../core/similar.ts';
import type { Scope } from '../template/index.ts';
import { describe } from './check-project.ts';
import { maskLiteralSecrets, SECRET_KEY } from './literal-secrets.ts';
import type { ProjectOptions } from './options.ts';
import {
  findProfile,
  type Profile,
  type Profiles,
  profileFolders,
  readProfiles,
  shownFolder,
} from './profiles.ts';
import type { Target } from './project.ts';
import type { ProjectSource } from './project-file.ts';
import { renderPart } from './render.ts';
import { projectScope, revealSecrets } from './render-scope.ts';
import { isMapping, objectOf, type YamlPath } from './yaml.ts';

/** Threads where nobody says how many. */
const DEFAULT_THREADS = 4;

/** The target, and the file it came from (its `config:` holds flags as well). */
export interface FoundTarget {
  readonly target: Target;
  readonly profiles: Profiles | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds where the data is: `--profile`, else `targets:` of the project file, else its `profile:`, else the embedded target.
 * Only the chosen output is rendered. TD106, TD107, TD108, TD109, TD3xx.
 */
export function findTarget(options: ProjectOptions, source: ProjectSource, cliVars: JsonObject): FoundTarget {
  const scope = projectScope({
    env: options.env,
    vars: cliVars,
    target: null,
    secrets: true,
    ...(options.names ? { names: options.names } : {}),
  });
  const named = options.profile ?? nameOfProfile(source, scope, options);
  const own = options.profile === undefined ? ownTargets(source) : undefined;
  if (own === undefined && named === undefined)
    return { target: embeddedTarget(options, source), profiles: undefined, diagnostics: [] };
  if (own !== undefined)
    return { target: chooseOutput(own, options, scope), profiles: undefined, diagnostics: [] };
  const folders = profileFolders(options, source.root);
  const profiles = readProfiles(folders, source.root, options.masker);
  const profile = findProfile(named ?? '', profiles, {
    folders: folders.map((folder) => shownFolder(folder, options.cwd)),
    namedAt: options.profile === undefined ? source.document.place(['profile']) : undefined,
  });
  return {
    target: chooseOutput(profile, options, scope),
    profiles,
    diagnostics: profiles?.diagnostics ?? [],
  };
}

function nameOfProfile(source: ProjectSource, scope: Scope, options: ProjectOptions): string | undefined {
  const name = render(source.raw.profile, { document: source.document, at: ['profile'] }, scope, options);
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function ownTargets(source: ProjectSource): Profile | undefined {
  const { document, raw } = source;
  const outputs = raw.targets;
  if (!isMapping(outputs)) return undefined;
  const name = typeof raw.name === 'string' ? raw.name : '';
  return {
    name,
    document,
    at: [],
    outputsAt: ['targets'],
    outputs,
    defaultTarget: raw['default-target'] ?? firstChoice(outputs),
  };
}

/** Without `default-target:` the only target is meant, or the one called dev. */
function firstChoice(outputs: { readonly [name: string]: unknown }): string {
  const names = Object.keys(outputs);
  return names.length === 1 ? (names[0] ?? '') : 'dev';
}

function embeddedTarget(options: ProjectOptions, source: ProjectSource): Target {
  const name = typeof source.raw.name === 'string' ? source.raw.name : '';
  const { embedded } = options;
  if (embedded === undefined)
    throw failure(
      'TD106',
      `no profile was specified for this project: ${source.shown} has neither profile: nor targets:`,
      {
        at: source.document.place([]),
        help: 'profile: my_profile',
      },
    );
  if (options.target !== undefined && options.target !== 'dev')
    throw failure(
      'TD107',
      `The project '${name}' does not have a target named '${options.target}': it lists no targets`,
      {
        at: source.document.place([]),
        help: `targets: {${options.target}: {type: ...}}`,
      },
    );
  return {
    profileName: name,
    name: 'dev',
    type: embedded.type,
    threads: options.threads ?? DEFAULT_THREADS,
    nodeTimeout: null,
    raw: embedded.raw(name),
    place: () => undefined,
  };
}

function chooseOutput(profile: Profile, options: ProjectOptions, scope: Scope): Target {
  const at = { document: profile.document, at: [...profile.at, 'target'] };
  const written = render(profile.defaultTarget ?? 'default', at, scope, options);
  const name = options.target ?? String(written);
  if (!Object.hasOwn(profile.outputs, name)) throw noSuchTarget(profile, name, options);
  const path = [...profile.outputsAt, name];
  const output = profile.outputs[name];
  const where = profile.document.place(path);
  if (!isMapping(output))
    throw failure(
      'TD108',
      `output '${name}' of profile '${profile.name}' is misconfigured: it must be a mapping with type:, but is ${describe(output)}`,
      { at: where },
    );
  const raw = objectOf(render(output, { document: profile.document, at: path }, scope, options));
  maskLiteralSecrets(raw, options.masker);
  return toTarget(profile, name, path, raw, options);
}

function noSuchTarget(profile: Profile, name: string, options: ProjectOptions) {
  const names = Object.keys(profile.outputs);
  const list = names.map((one) => ` - ${one}`).join('\n');
  const message = `The profile '${profile.name}' does not have a target named '${name}'. The valid target names for this profile are:\n${list}`;
  const asked = options.target === undefined && profile.defaultTarget !== undefined;
  const help = didYouMean(name, names) ?? (names[0] === undefined ? undefined : `--target ${names[0]}`);
  return failure('TD107', message, {
    at: profile.document.place(
      asked ? [...profile.at, profile.at.length === 0 ? 'default-target' : 'target'] : profile.outputsAt,
    ),
    ...(help === undefined ? {} : { help }),
  });
}

function toTarget(
  profile: Profile,
  name: string,
  path: YamlPath,
  raw: JsonObject,
  options: ProjectOptions,
): Target {
  const { type, threads, node_timeout, ...rest } = raw;
  const place = (key: string) => profile.document.place([...path, key]);
  if (type === undefined || type === null)
    throw failure('TD108', `required field "type" not found in profile ${profile.name} and target ${name}`, {
      at: profile.document.place(path),
      help: 'type: the name of a warehouse',
    });
  if (typeof type !== 'string')
    throw failure(
      'TD108',
      `type of target '${name}' must be the name of a warehouse, but is ${describe(type)}`,
      { at: place('type') },
    );
  const count = options.threads ?? threadsOf(threads, place('threads'));
  const nodeTimeout = timeoutOf(node_timeout, place('node_timeout'));
  return {
    profileName: profile.name,
    name,
    type,
    threads: count,
    nodeTimeout,
    raw: { type, ...rest },
    place,
  };
}

type Place = ReturnType<ProjectSource['document']['place']>;

function timeoutOf(value: Json | undefined, at: Place): number | null {
  if (value === undefined || value === null) return null;
  const seconds = durationOf(value);
  if (seconds !== undefined) return seconds;
  throw failure('TD108', `node_timeout must be a length of time, but is ${describe(value)}`, {
    at,
    help: 'node_timeout: 30m',
  });
}

function threadsOf(value: Json | undefined, at: Place): number {
  if (value === undefined || value === null) return DEFAULT_THREADS;
  const count = typeof value === 'string' ? Number(value) : value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1) return count;
  throw failure('TD108', `threads must be a whole number from 1 on, but is ${describe(value)}`, {
    at,
    help: 'threads: 4',
  });
}

interface Part {
  readonly document: ProjectSource['document'];
  readonly at: YamlPath;
}

/** Renders a part of a profile; secrets are put in last and told to the masker. A password that is no template stays as it is. */
function render(
  value: unknown,
  { document, at }: Part,
  scope: Scope,
  { env, masker }: ProjectOptions,
): unknown {
  return renderPart(value, {
    document,
    at,
    scope,
    rescue: (text, path) => (path.includes('password') ? text : undefined),
    finish: (result) => revealSecrets(result, env, masker.add),
  });
}

/** What `{{ target }}` shows: the fields the adapter names, or before it was asked all keys but those that look like secrets. */
export function targetFields(target: Target, fromAdapter?: JsonObject): JsonObject {
  const { name, type, threads, profileName } = target;
  const fields =
    fromAdapter ?? Object.fromEntries(Object.entries(target.raw).filter(([key]) => !SECRET_KEY.test(key)));
  return { ...fields, name, target_name: name, profile_name: profileName, type, threads };
}
