/** Ranges of versions, and which version of those offered is taken: dbt's rules. */
import { compareVersions, parseVersion, type Version, versionText } from './semver.ts';

/** From `start` to `end`; undefined: unbounded. */
export interface VersionRange {
  readonly start: Version | undefined;
  readonly end: Version | undefined;
}

/** The range that fits all of `versions`; undefined when nothing can. */
export function reduceVersions(versions: readonly Version[]): VersionRange | undefined {
  let range: VersionRange | undefined = { start: undefined, end: undefined };
  for (const version of [...versions.slice(-1), ...versions.slice(0, -1)]) {
    range = meet(range, rangeOf(version));
    if (range === undefined) return undefined;
  }
  return range;
}

/** `>=1.0.0, <2.0.0`; `ANY` when unbounded. */
export function rangeText({ start, end }: VersionRange): string {
  const bounds = [start, end].flatMap((one) => (one === undefined ? [] : [versionText(one)]));
  return bounds.length === 0 ? 'ANY' : bounds.join(', ');
}

/** Whether all of them can hold at once. */
export const areCompatible = (versions: readonly Version[]): boolean =>
  versions.length < 2 || reduceVersions(versions) !== undefined;

/** Those that may be installed, least first: no pre-releases unless asked for; texts that are no version are left out. */
export function installable(offered: readonly string[], prereleases: boolean): readonly string[] {
  const parsed = offered.flatMap((text) => {
    const version = parseVersion(text);
    return version === undefined || (version.prerelease !== '' && !prereleases) ? [] : [{ text, version }];
  });
  return parsed.sort((a, b) => compareVersions(a.version, b.version)).map((one) => one.text);
}

/** The highest of those offered that lies in the range. */
export function highest(range: VersionRange, offered: readonly string[]): string | undefined {
  const bounds = [range.start, range.end].filter((one) => one !== undefined);
  let best: { text: string; version: Version } | undefined;
  for (const text of offered) {
    const version = parseVersion(text);
    if (version === undefined || !areCompatible([version, ...bounds])) continue;
    if (best === undefined || compareVersions(best.version, version) < 0) best = { text, version };
  }
  return best?.text;
}

function rangeOf(version: Version): VersionRange {
  if (version.matcher === '=') return { start: version, end: version };
  return version.matcher.startsWith('>')
    ? { start: version, end: undefined }
    : { start: undefined, end: version };
}

function meet(a: VersionRange, b: VersionRange): VersionRange | undefined {
  const start = narrower(a.start, b.start, 'start');
  const end = narrower(a.end, b.end, 'end');
  if (start === null || end === null) return undefined;
  if (start !== undefined && end !== undefined && compareVersions(start, end) > 0) return undefined;
  return { start, end };
}

/** The bound that leaves less; null when an exact version lies beyond the other bound. */
function narrower(
  a: Version | undefined,
  b: Version | undefined,
  side: 'start' | 'end',
): Version | undefined | null {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.matcher === '=' && b.matcher === '=') return compareVersions(a, b) === 0 ? a : null;
  if (a.matcher === '=') return withExact(b, a, side);
  if (b.matcher === '=') return withExact(a, b, side);
  const order = compareVersions(a, b);
  return (side === 'start' ? order < 0 : order > 0) ? b : a;
}

function withExact(bound: Version, exact: Version, side: 'start' | 'end'): Version | null {
  const order = compareVersions(bound, exact);
  if (order === 0) return bound.matcher.endsWith('=') ? exact : null;
  return (side === 'start' ? order < 0 : order > 0) ? exact : null;
}
