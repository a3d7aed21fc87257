/** A package hub: its JSON of packages and versions → what is needed of it. */
import { failure, type Span } from '../../core/diagnostic.ts';
import { settingFromEnv } from '../env-var.ts';
import { fitsDbt, requirementsOf } from '../required-version.ts';
import { parseVersion } from '../semver.ts';
import { isMapping } from '../yaml.ts';
import type { InstallContext } from './context.ts';
import { download } from './download.ts';

/** One version of a package as the hub has it. */
export interface HubVersion {
  readonly version: string;
  /** The package's own name: `dbt_utils`. */
  readonly name: string;
  /** Entries as in packages.yml. */
  readonly packages: readonly unknown[];
  readonly tarball: string;
  /** Whether it fits the version of dbt that tsdbt answers for. */
  readonly fits: boolean;
}

/** A package of the hub. */
export interface HubPackage {
  readonly versions: ReadonlyMap<string, HubVersion>;
  /** `new/name` when the hub asks for another name. */
  readonly redirect: string | undefined;
}

const DEFAULT_HUB = 'https://hub.getdbt.com/';

/** Asks the hub for a package. TD115 when it has none of that name or the answer is none, TD119 when it cannot be asked. */
export async function askHub(name: string, at: Span, context: InstallContext): Promise<HubPackage> {
  const hub = settingFromEnv(context.env, 'PACKAGE_HUB_URL') ?? DEFAULT_HUB;
  const url = `${hub.replace(/\/*$/, '/')}api/v1/${name}.json`;
  const answer = await download(url, context);
  if (answer.kind === 'missing')
    throw failure('TD115', `Package ${name} was not found in the package index`, {
      at,
      help: `${url} answers ${answer.status}: check the name, it is <owner>/<package>`,
    });
  return hubPackage(name, parsed(answer.body), url);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function hubPackage(name: string, json: unknown, url: string): HubPackage {
  if (!isMapping(json) || !isMapping(json.versions))
    throw failure('TD119', `${url} does not answer as a package hub: there are no versions in it`);
  const versions = Object.entries(json.versions).flatMap(([version, entry]) => hubVersion(version, entry));
  const [owner = '', own = ''] = name.split('/');
  const toOwner = text(json.redirectnamespace) ?? owner;
  const toName = text(json.redirectname) ?? own;
  const isMoved = toOwner !== owner || toName !== own;
  return {
    versions: new Map(versions.map((one) => [one.version, one])),
    redirect: isMoved ? `${toOwner}/${toName}` : undefined,
  };
}

function hubVersion(version: string, entry: unknown): HubVersion[] {
  if (!isMapping(entry) || !isMapping(entry.downloads)) return [];
  const name = text(entry.name);
  const tarball = text(entry.downloads.tarball);
  if (name === undefined || tarball === undefined) return [];
  const packages: readonly unknown[] = Array.isArray(entry.packages) ? entry.packages : [];
  const bounds = requirementsOf(entry.require_dbt_version).flatMap((one) => parseVersion(one) ?? []);
  return [{ version, name, packages, tarball, fits: fitsDbt(bounds) }];
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
