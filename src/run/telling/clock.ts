/** Now in seconds, for durations. */
export const secondsNow = (): number => performance.now() / 1000;

/** Now as artifacts show it: ISO 8601 UTC with microseconds. */
export function timestampNow(): string {
  const now = performance.timeOrigin + performance.now();
  const micros = Math.floor((now - Math.floor(now)) * 1000);
  return new Date(Math.floor(now)).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`);
}
