/** One entry of a list of packages: what is asked for, and where it stands. */
import { failure, type Span, type TsdbtError } from '../core/diagnostic.ts';
import { PyFloat } from '../template/index.ts';
import { isMapping } from './yaml.ts';

/** What is common to all kinds. */
interface Common {
  /** How it is named in messages: `dbt-labs/dbt_utils`, `../shared`, a git address. */
  readonly label: string;
  /** Folder name to install it under, where the list says so. */
  readonly name: string | undefined;
  /** All keys under dbt's names, those left out as null, with the entry as written: what sha1_hash is made of. */
  readonly record: { readonly [key: string]: unknown };
  readonly at: Span;
}

/** A git repository. */
export interface GitSpec extends Common {
  readonly kind: 'git';
  /** The address as rendered, secrets in it. */
  readonly address: string;
  readonly revision: string | undefined;
  readonly subdirectory: string | undefined;
  /** False: no word about a revision that moves. */
  readonly warnUnpinned: boolean;
  /** How the lock names it: `git` and the address as written, or `private` and owner/name. */
  readonly locked: { readonly [key: string]: string };
}

/** A package that is asked for. */
export type PackageSpec =
  | (Common & { readonly kind: 'local'; readonly local: string })
  | (Common & {
      readonly kind: 'hub';
      readonly package: string;
      readonly versions: readonly string[];
      readonly prereleases: boolean;
    })
  | GitSpec
  | (Common & {
      readonly kind: 'tarball';
      readonly url: string;
      /** The address as written. */
      readonly written: string;
      readonly name: string;
    });

/** An entry as rendered and as written. */
export interface RawEntry {
  readonly rendered: unknown;
  readonly written: unknown;
  readonly at: Span;
}

/** Reads an entry; TD115 when it is none. */
export function specOf(entry: RawEntry): PackageSpec {
  const { rendered } = entry;
  if (!isMapping(rendered)) throw malformed(entry.at, 'it must be a mapping');
  const kind = KINDS.find((key) => Object.hasOwn(rendered, key));
  if (kind === undefined) throw malformed(entry.at, `it needs one of ${KINDS.join(', ')}`);
  const wrong = Object.keys(rendered).find((key) => !(key in KEYS[kind]));
  if (wrong !== undefined) throw malformed(entry.at, `unknown key '${wrong}'`);
  for (const [key, check] of Object.entries(KEYS[kind])) {
    const value = rendered[key];
    if (value !== undefined && value !== null && !check(value))
      throw malformed(entry.at, `${key} is of the wrong type`);
  }
  const main = rendered[kind];
  if (typeof main !== 'string' || main === '')
    throw malformed(
      entry.at,
      `A ${kind === 'package' ? 'hub' : kind} package is missing the value. It is a required property.`,
    );
  return MAKE[kind](main, rendered, entry);
}

const KINDS = ['package', 'git', 'local', 'tarball', 'private'] as const;
type Kind = (typeof KINDS)[number];
type Entry = { readonly [key: string]: unknown };

const isText = (value: unknown): boolean => typeof value === 'string';
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isNumberOrText = (value: unknown): boolean =>
  isText(value) || typeof value === 'number' || value instanceof PyFloat;
const isList = (value: unknown): boolean =>
  isNumberOrText(value) || (Array.isArray(value) && value.every(isNumberOrText));

const REVISION = {
  revision: isNumberOrText,
  'warn-unpinned': isFlag,
  warn_unpinned: isFlag,
  subdirectory: isText,
  name: isText,
};
const KEYS: Readonly<Record<Kind, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  package: {
    package: isText,
    version: isList,
    'install-prerelease': isFlag,
    install_prerelease: isFlag,
    name: isText,
  },
  git: { git: isText, ...REVISION },
  local: { local: isText, name: isText },
  tarball: { tarball: isText, name: isText },
  private: { private: isText, provider: isText, ...REVISION },
};

type Make = (main: string, entry: Entry, raw: RawEntry) => PackageSpec;

const MAKE: Readonly<Record<Kind, Make>> = {
  local: (local, entry, raw) => ({ kind: 'local', local, ...common(local, entry, raw, { local }) }),
  package: hub,
  git: (git, entry, raw) => ({
    ...repository(git, entry, raw, { git }),
    locked: { git: writtenText(raw, 'git', git) },
  }),
  private: (name, entry, raw) => {
    const provider = textOf(entry.provider);
    const from = repository(hostOf(name, provider, raw.at), entry, raw, {
      private: name,
      provider: provider ?? null,
    });
    return { ...from, label: name, locked: { private: name, ...(provider ? { provider } : {}) } };
  },
  tarball: (url, entry, raw) => {
    const name = textOf(entry.name);
    if (name === undefined) throw malformed(raw.at, "'name' is a required property of a tarball");
    return {
      kind: 'tarball',
      url,
      written: writtenText(raw, 'tarball', url),
      ...common(url, entry, raw, { tarball: url }),
      name,
    };
  },
};

function hub(name: string, entry: Entry, raw: RawEntry): PackageSpec {
  const { version } = entry;
  const isMissing = version === undefined || version === null || version === '';
  if (isMissing || (Array.isArray(version) && version.length === 0))
    throw malformed(
      raw.at,
      `${name} is missing the version. When installing from the Hub package index, version is a required property`,
    );
  if (!/^[\w.-]+\/[\w.-]+$/.test(name))
    throw malformed(
      raw.at,
      `${name} was not found in the package index. Packages on the index require a namespace, e.g dbt-labs/dbt_utils`,
    );
  const prereleases = (entry.install_prerelease ?? entry['install-prerelease']) === true;
  return {
    kind: 'hub',
    package: name,
    versions: (Array.isArray(version) ? version : [version]).map(numberText),
    prereleases,
    ...common(name, entry, raw, { package: name, version, install_prerelease: prereleases }),
  };
}

function repository(address: string, entry: Entry, raw: RawEntry, own: Entry): Omit<GitSpec, 'locked'> {
  const warn = entry['warn-unpinned'] ?? entry.warn_unpinned ?? null;
  const { revision = null, subdirectory = null } = entry;
  return {
    kind: 'git',
    address,
    revision: revision === null ? undefined : numberText(revision),
    subdirectory: textOf(subdirectory)?.replace(/^(?:\.?\/)+|\/+$/g, '') || undefined,
    warnUnpinned: warn !== false,
    ...common(address, entry, raw, { ...own, revision, subdirectory, 'warn-unpinned': warn }),
  };
}

function common(label: string, entry: Entry, { written, at }: RawEntry, own: Entry): Common {
  const name = textOf(entry.name);
  const record = { ...own, unrendered: written, ...(name === undefined ? {} : { name }) };
  return { label, name, record, at };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** `1.0` is written as a number, and means the text. */
const numberText = (value: unknown): string =>
  value instanceof PyFloat ? value.value.toFixed(1) : String(value);

function writtenText({ written }: RawEntry, key: string, otherwise: string): string {
  return (isMapping(written) ? textOf(written[key]) : undefined) ?? otherwise;
}

/** Where a private package is: its host over ssh, with the user's own keys. */
function hostOf(name: string, provider: string | undefined, at: Span): string {
  const parts = name.split('/');
  if (!/^[\w.-]+(?:\/[\w. -]+)+$/.test(name) || parts.includes('..'))
    throw malformed(at, `private: '${name}' must be owner/repository`);
  switch (provider) {
    case undefined:
    case 'github':
      return `git@github.com:${name}.git`;
    case 'gitlab':
      return `git@gitlab.com:${name}.git`;
    case 'azure_devops':
    case 'ado':
      return `git@ssh.dev.azure.com:v3/${name}`;
    default:
      throw malformed(at, `provider: '${provider}' is none of github, gitlab, azure_devops`);
  }
}

/** An entry, or a whole list, that is none. */
export const malformed = (at: Span, why: string): TsdbtError =>
  failure('TD115', `The ${at.file} file in this project is malformed: ${why}`, {
    at,
    help: '- package: dbt-labs/dbt_utils\n  version: 1.3.0\nor git:, local:, tarball: or private: instead of package:',
  });
