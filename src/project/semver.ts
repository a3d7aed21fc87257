/** Versions as dbt has them: three numbers, a pre-release, a build, and a matcher before (`>=1.0.0-rc1`). */
import { failure, type Span } from '../core/diagnostic.ts';

/** A version with its matcher; without one it is `=`. */
export interface Version {
  readonly matcher: '=' | '>' | '>=' | '<' | '<=';
  readonly numbers: readonly [major: number, minor: number, patch: number];
  /** `rc.1` of `1.0.0-rc.1`; '' for a release. */
  readonly prerelease: string;
  /** `x` of `1.0.0+x`; compared with nothing. */
  readonly build: string;
}

const NUMBER = '(0|[1-9]\\d*)';
const TAG = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)';
const PATTERN = new RegExp(
  `^(>=|<=|>|<|=)?${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-?(${TAG}(?:\\.${TAG})*))?(?:\\+([0-9A-Za-z.-]*))?$`,
);

/** Reads `>=1.2.3-rc1`; undefined when it is none. */
export function parseVersion(text: string): Version | undefined {
  const match = PATTERN.exec(text.trim());
  if (match === null) return undefined;
  const [, matcher = '=', major, minor, patch, prerelease = '', build = ''] = match;
  const known = MATCHERS.find((one) => one === matcher) ?? '=';
  return { matcher: known, numbers: [Number(major), Number(minor), Number(patch)], prerelease, build };
}

const MATCHERS = ['=', '>', '>=', '<', '<='] as const;

/** The same; TD115 at `at` when it is none. */
export function requireVersion(text: string, at?: Span): Version {
  const version = parseVersion(text);
  if (version !== undefined) return version;
  throw failure('TD115', `"${text}" is not a valid semantic version.`, {
    ...(at ? { at } : {}),
    help: 'write three numbers: version: 1.2.0, or a range: version: [">=1.0.0", "<2.0.0"]',
  });
}

/** `>=1.2.3-rc1`. */
export const versionText = (version: Version): string => version.matcher + bareText(version);

/** `1.2.3-rc1`, without the matcher. */
export const bareText = ({ numbers, prerelease, build }: Version): string =>
  numbers.join('.') + (prerelease && `-${prerelease}`) + (build && `+${build}`);

/** Whether it is a bound from below, from above, or both. */
export const isLower = ({ matcher }: Version): boolean => matcher === '>' || matcher === '>=';

/** See isLower. */
export const isUpper = ({ matcher }: Version): boolean => matcher === '<' || matcher === '<=';

/** Below 0, 0 or above: numbers first, then the pre-release, then what the matchers leave open. */
export function compareVersions(a: Version, b: Version): number {
  for (const i of [0, 1, 2] as const)
    if (a.numbers[i] !== b.numbers[i]) return a.numbers[i] < b.numbers[i] ? -1 : 1;
  const order = comparePrereleases(a, b);
  return order === 0 ? compareMatchers(a, b) : order;
}

/** A release comes after its pre-releases; but `<1.0.0` leaves out those of 1.0.0 as well. */
function comparePrereleases(a: Version, b: Version): number {
  if (a.prerelease === b.prerelease) return 0;
  if (a.prerelease === '') return a.matcher === '<' ? -1 : 1;
  if (b.prerelease === '') return -1;
  return compareTags(a.prerelease.split('.'), b.prerelease.split('.'));
}

function compareTags(a: readonly string[], b: readonly string[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (right === undefined) return 1;
    const order = compareTag(left, right);
    if (order !== 0) return order;
  }
  return a.length < b.length ? -1 : 0;
}

/** Numbers by their value and before words. */
function compareTag(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (x && y) return Number(a) - Number(b);
  if (x !== y) return x ? -1 : 1;
  return a < b ? -1 : 1;
}

/** Of two bounds at the same version: `<1` ends before `<=1`, `>1` begins after `>=1`, and an end lies before a beginning. */
function compareMatchers(a: Version, b: Version): number {
  const pair = `${a.matcher} ${b.matcher}`;
  if (pair === '>= <=' || pair === '<= >=') return 0;
  if (pair === '< <=' || pair === '>= >' || (isUpper(a) && isLower(b))) return -1;
  if (pair === '<= <' || pair === '> >=' || (isLower(a) && isUpper(b))) return 1;
  return 0;
}
