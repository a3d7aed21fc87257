/** A name of a version, as models have it. */
export type Version = string | number;

/** Below, at or above 0: versions as numbers where both are numbers, else as texts. */
export function compareVersions(a: Version, b: Version): number {
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

/** The highest of some versions; undefined of none. */
export const highestVersion = (versions: readonly Version[]): Version | undefined =>
  versions.reduce<Version | undefined>(
    (best, one) => (best === undefined || compareVersions(one, best) > 0 ? one : best),
    undefined,
  );
