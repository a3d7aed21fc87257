import { type Diagnostic, failure } from '../../core/diagnostic.ts';
import type { PackageSpec } from '../package-spec.ts';
import { requireVersion } from '../semver.ts';
import { highest, installable, rangeText, reduceVersions, type VersionRange } from '../version-range.ts';
import type { InstallContext } from './context.ts';
import type { HubPackage, HubVersion } from './hub.ts';

type HubSpec = Extract<PackageSpec, { kind: 'hub' }>;

/** What was picked. */
export interface Picked {
  readonly version: HubVersion;
  /** The package's name at the hub. */
  readonly from: string;
  /** The newest version that could be installed. */
  readonly latest: string;
}

/** The highest version that fits everybody and this version of dbt. TD115 when there is none. */
export function pickVersion(spec: HubSpec, hub: HubPackage, context: InstallContext): Picked {
  if (hub.redirect !== undefined) context.emit({ type: 'diagnostic', diagnostic: moved(spec, hub.redirect) });
  const wanted = spec.versions.map((text) => requireVersion(text, spec.at));
  const range = reduceVersions(wanted);
  if (range === undefined)
    throw failure(
      'TD115',
      `Version error for package ${spec.package}: Could not find a satisfactory version from options: [${spec.versions.map((one) => `'${one}'`).join(', ')}]`,
      { at: spec.at, help: 'two packages want versions that exclude each other' },
    );
  const fitting = [...hub.versions.values()].filter((one) => one.fits || !context.versionCheck);
  const prereleases = spec.prereleases || wanted.some((one) => one.prerelease !== '');
  const offered = installable(
    fitting.map((one) => one.version),
    prereleases,
  );
  const version = hub.versions.get(highest(range, offered) ?? '');
  if (version === undefined) throw notFound(spec, range, offered, context);
  return { version, from: spec.package, latest: offered.at(-1) ?? version.version };
}

function notFound(spec: HubSpec, range: VersionRange, offered: readonly string[], context: InstallContext) {
  const message = [
    `Could not find a matching compatible version for package ${spec.package}`,
    `  Requested range: ${rangeText(range)}`,
    `  Compatible versions: [${offered.map((one) => `'${one}'`).join(', ')}]`,
  ].join('\n');
  const help = context.versionCheck
    ? 'versions that do not fit this version of dbt are not shown: tsdbt deps --no-version-check'
    : 'ask for one of those';
  return failure('TD115', message, { at: spec.at, help });
}

const moved = ({ package: name, at }: HubSpec, to: string): Diagnostic => ({
  code: 'TD122',
  message: `The \`${name}\` package is deprecated in favor of \`${to}\`. Please update your \`packages.yml\` configuration to use \`${to}\` instead.`,
  at,
  help: `- package: ${to}`,
});
